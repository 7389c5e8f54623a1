// A buyer's name in its two parts: Stripe has it as one line, Google and Meta want two.

export interface PersonName {
  first: string | undefined;
  last: string | undefined;
}

/** Split at the last space, so that `Anna Maria Rossi` keeps both given names; a single word is a first name. */
export function splitName(name: string | null): PersonName {
  const words = (name ?? '').split(/\s+/).filter((word) => word !== '');
  const last = words.length > 1 ? words.pop() : undefined;
  return { first: words.length > 0 ? words.join(' ') : undefined, last };
}
