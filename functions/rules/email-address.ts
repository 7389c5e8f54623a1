// E-mail addresses, normalised as the receivers of their hashes do it; the two rules differ.

/** Trimmed, as the buyer typed it; `undefined` for what is no address, a hash included. */
export function plainEmail(text: string | null): string | undefined {
  const typed = (text ?? '').trim();
  return /^[^\s@]+@[^\s@]+$/.test(typed) ? typed : undefined;
}

/** Meta's rule: trimmed and lower case, nothing else; `undefined` for what is no address. */
export function metaEmail(text: string | null): string | undefined {
  return plainEmail(text)?.toLowerCase();
}

/**
 * Google's rule: also without the dots and the `+suffix` that gmail.com and googlemail.com ignore.
 * See https://developers.google.com/google-ads/api/docs/conversions/enhanced-conversions/web
 */
export function googleEmail(text: string | null): string | undefined {
  const address = metaEmail(text);
  const [local, domain] = address?.split('@') ?? [];
  if (local === undefined || (domain !== 'gmail.com' && domain !== 'googlemail.com')) return address;
  const mailbox = local.replace(/\+.*$/, '').replaceAll('.', '');
  return mailbox === '' ? undefined : `${mailbox}@${domain}`;
}
