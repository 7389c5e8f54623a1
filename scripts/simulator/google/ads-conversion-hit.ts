// Builds the hit of Google's conversion tag for Google Ads from names and values, for web and server containers alike.
//
// It proves that a conversion carried its id, value, order id, click and consent in the form that Google's own tag sends.
// It has only the parameters named here; only Google can prove that a conversion counts, and for which click.

/** One conversion on its way to Google Ads; what is undefined is left out of the hit. */
export interface AdsConversionHit {
  /** Where hits go instead of Google; `/pagead/conversion/<id>/` is added. */
  readonly googleUrl: string;
  /** With or without `AW-`. */
  readonly conversionId: string;
  readonly label?: string | undefined;
  /** In major units. */
  readonly value?: number | string | undefined;
  readonly currency?: string | undefined;
  readonly orderId?: string | undefined;
  readonly isNewCustomer?: boolean | undefined;
  /** The consent signal: `G111`. */
  readonly gcs?: string | undefined;
  /** The longer consent signal, in which each purpose has a letter. */
  readonly gcd?: string | undefined;
  /** The `gclid` of the page's address, or of the conversion linker's cookie. */
  readonly gclaw?: string | undefined;
  /** What Google adds to a page's address in place of a `gclid`, mostly on iOS. */
  readonly gbraid?: string | undefined;
  /** The other one that it adds so. */
  readonly wbraid?: string | undefined;
  /** Encoded user data: `tv.1~em.…`. */
  readonly userData?: string | undefined;
  readonly pageLocation?: string | undefined;
  readonly pageReferrer?: string | undefined;
  /** Any number that keeps caches from answering. */
  readonly random?: number | undefined;
  /** The visitor's address, where a server sends for the visitor. */
  readonly ipOverride?: string | undefined;
  /** The visitor's browser, where a server sends for the visitor. */
  readonly userAgent?: string | undefined;
}

/** The address that Google's conversion tag would call. */
export function buildAdsConversionHit(hit: AdsConversionHit): string {
  const parameters: Record<string, string | number | undefined> = {
    random: hit.random,
    label: hit.label,
    value: hit.value,
    currency_code: hit.currency,
    oid: hit.orderId,
    vdnc: hit.isNewCustomer === undefined ? undefined : Number(hit.isNewCustomer),
    gcs: hit.gcs,
    gcd: hit.gcd,
    gclaw: hit.gclaw,
    gbraid: hit.gbraid,
    wbraid: hit.wbraid,
    em: hit.userData,
    uip: hit.ipOverride,
    ua: hit.userAgent,
    url: hit.pageLocation,
    ref: hit.pageReferrer,
  };
  const sent = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  );
  const id = encodeURIComponent(hit.conversionId.replace(/^AW-/, ''));
  return `${hit.googleUrl.replace(/\/+$/, '')}/pagead/conversion/${id}/?${sent}`;
}
