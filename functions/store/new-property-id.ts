// Makes the id under which a property is known to the world.

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const randomLength = 20;

/** `tt_` and 20 characters of `a`–`z` and `0`–`9`, each as likely as any other when `randomBytes` is fair. */
export function newPropertyId(randomBytes: (count: number) => Uint8Array): string {
  // Bytes past the last whole multiple of the alphabet are dropped, or else its first letters would come more often.
  const limit = 256 - (256 % alphabet.length);
  let id = '';
  while (id.length < randomLength) {
    for (const byte of randomBytes(randomLength)) if (byte < limit) id += alphabet[byte % alphabet.length];
  }
  return `tt_${id.slice(0, randomLength)}`;
}
