// The values that are baked into containers, read from what a person typed.
import { BakeError } from './parse-endpoint.ts';

/** The Measurement ID of a GA4 data stream, in capitals. Throws a BakeError that says where it stands. */
export function parseMeasurementId(text: string): string {
  const id = text.trim().toUpperCase();
  if (/^G-[A-Z0-9]{4,20}$/.test(id)) return id;
  throw new BakeError(`${text} is no Measurement ID; copy it from GA4 under Admin > Data streams. It begins with G-.`);
}

/** The digits of a Google Ads conversion id, with or without `AW-` before them. Throws a BakeError that says where it stands. */
export function parseConversionId(text: string): string {
  const digits = /^(?:AW-)?(\d{5,20})$/i.exec(text.trim())?.[1];
  if (digits !== undefined) return digits;
  throw new BakeError(
    `${text} is no conversion id; copy the digits behind AW- from the tag set-up of your conversion action in Google Ads.`,
  );
}

/** The label of a Google Ads conversion. Throws a BakeError that says where it stands. */
export function parseConversionLabel(text: string): string {
  const label = text.trim();
  if (/^[A-Za-z0-9_-]{5,64}$/.test(label)) return label;
  throw new BakeError(
    `${text} is no conversion label; copy what stands behind the slash in AW-123456789/Label, in the tag set-up in Google Ads.`,
  );
}

/** The path under which the client of a server container listens. Throws a BakeError for one that does not end in `/checkout`. */
export function parseClientPath(text: string): string {
  if (/^(\/[A-Za-z0-9._~-]+)*\/checkout$/.test(text)) return text;
  throw new BakeError(`The path ${text} must begin with a slash and end in /checkout, such as /metrics/checkout.`);
}
