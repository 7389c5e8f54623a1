// Phone numbers in the international form, without which their hashes match nobody.

/**
 * The number as E.164 with its `+`, from any usual spelling (`+44 (0)20 7946 0958`, `0044…`). `undefined` when it does not
 * say its country: Stripe's own field always does, a number that the shop stored on the customer may not.
 */
export function toE164(text: string | null): string | undefined {
  const spelled = (text ?? '').trim();
  const international = /^(?:\+|00)(.*)$/s.exec(spelled)?.[1];
  if (international === undefined || /\p{L}/u.test(international)) return undefined;
  // The (0) is dialled inside the country only.
  const digits = international.replace('(0)', '').replace(/\D/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
}
