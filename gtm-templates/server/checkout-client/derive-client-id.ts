// A client id for GA4 where the browser's is not known: the same for a session at every attempt, and from every sender.
import { sha256Sync } from 'sandbox:server';

/** In GA's form `NUMBER.NUMBER`, both 32 bits, as the function derives it. It leads back to nobody. */
export function deriveClientId(sessionId: string): string {
  const digest = sha256Sync('client id of ' + sessionId, { outputEncoding: 'hex' });
  return toNumber(digest.slice(0, 8)).toString() + '.' + toNumber(digest.slice(8, 16)).toString();
}

function toNumber(hex: string): number {
  return hex.split('').reduce((sum, digit) => sum * 16 + '0123456789abcdef'.indexOf(digit.toLowerCase()), 0);
}
