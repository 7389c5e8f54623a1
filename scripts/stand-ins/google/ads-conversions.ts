// Google Ads' side of the collector: conversions as pages and servers send them, and what is wrong with each.
import { findPlainText } from './find-plain-text.ts';

/** One conversion as it arrived. Absent is what was not sent. */
export interface AdsConversion {
  receivedAtMs: number;
  conversionId: string;
  label: string | undefined;
  /** In major units. */
  value: number | undefined;
  currency: string | undefined;
  orderId: string | undefined;
  isNewCustomer: boolean | undefined;
  /** The consent signal: `G111`. */
  gcs: string | undefined;
  /** The longer consent signal, which servers send. */
  gcd: string | undefined;
  /** The click that the conversion linker kept, or that the page's address named. */
  gclaw: string | undefined;
  /** What the page's address had in place of a `gclid`. */
  gbraid: string | undefined;
  wbraid: string | undefined;
  /** What user data was sent, by Google's short names: `em`, `pn`, `fn0` … */
  userData: string[];
  pageLocation: string | undefined;
  /** Sentences about what makes the conversion useless, or tells more than consent allows. */
  faults: string[];
}

const path = /^\/pagead\/conversion\/([^/]+)\/?$/;
const hashedKey = /^(?:em|pn|(?:fn|ln|sa)\d)$/;
const plainKey = /^(?:ct|rg|pc|co)\d$/;

/** The conversion of this address; undefined for any other address. */
export function readAdsConversion({ pathname, searchParams }: URL, receivedAtMs: number): AdsConversion | undefined {
  const [, conversionId] = path.exec(pathname) ?? [];
  if (conversionId === undefined) return undefined;
  const read = (name: string): string | undefined => searchParams.get(name) || undefined;
  const value = read('value');
  const isNew = read('vdnc');
  return {
    receivedAtMs,
    conversionId,
    label: read('label'),
    value: value === undefined ? undefined : Number(value),
    currency: read('currency_code'),
    orderId: read('oid'),
    isNewCustomer: isNew === undefined ? undefined : isNew === '1',
    gcs: read('gcs'),
    gcd: read('gcd'),
    gclaw: read('gclaw'),
    gbraid: read('gbraid'),
    wbraid: read('wbraid'),
    userData: splitUserData(read('em')).map(([key]) => key),
    pageLocation: read('url'),
    faults: findFaults(conversionId, read, searchParams),
  };
}

function splitUserData(em: string | undefined): [key: string, value: string][] {
  return (em ?? '')
    .split('~')
    .slice(1)
    .map((part): [string, string] => {
      const dot = part.indexOf('.');
      return dot < 0 ? [part, ''] : [part.slice(0, dot), part.slice(dot + 1)];
    });
}

function findFaults(
  conversionId: string,
  read: (name: string) => string | undefined,
  searchParams: URLSearchParams,
): string[] {
  const faults: string[] = [];
  const demand = (isFine: boolean, fault: string): void => {
    if (!isFine) faults.push(fault);
  };
  const gcs = read('gcs');
  demand(/^\d+$/.test(conversionId), 'The conversion id is not of digits alone.');
  demand(read('label') !== undefined, 'There is no label.');
  demand(read('oid') !== undefined, 'There is no order id; Google would count every repetition.');
  demand(!Number.isNaN(Number(read('value') ?? 0)), 'The value is no number.');
  const currency = read('currency_code');
  demand(read('value') === undefined || currency !== undefined, 'A value needs a currency.');
  demand(currency === undefined || /^[A-Z]{3}$/.test(currency), 'The currency is not of three capital letters.');
  demand(gcs !== undefined && /^G1[01][01]$/.test(gcs), 'There is no consent signal.');
  if (gcs?.startsWith('G10')) {
    const hasClick = ['gclaw', 'gbraid', 'wbraid'].some((name) => read(name) !== undefined);
    demand(!hasClick, 'It carries a click although ad_storage is denied.');
    demand(read('em') === undefined, 'It carries user data although ad_storage is denied.');
  }
  return [...faults, ...findUserDataFaults(read('em')), ...findPlainText(searchParams).map(toPlainTextFault)];
}

function findUserDataFaults(em: string | undefined): string[] {
  if (em === undefined) return [];
  if (!em.startsWith('tv.1~')) return ['User data does not begin with its version.'];
  return splitUserData(em).flatMap(([key, value]) => {
    if (hashedKey.test(key))
      return /^[\w-]{43}$/.test(value) ? [] : [`${key} of the user data is no SHA-256 in base64url.`];
    if (!plainKey.test(key)) return [`${key} is no kind of user data.`];
    return value === '' ? [`${key} of the user data is empty.`] : [];
  });
}

function toPlainTextFault(name: string): string {
  return `The parameter ${name} holds an @.`;
}
