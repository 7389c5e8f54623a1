// A client id for GA4 where none of the browser's may or can be used: the same for a session at every attempt.
import { createHash } from 'node:crypto';

/** In GA's form `NUMBER.NUMBER`, both 32 bits. It leads back to nobody: no visit of the buyer ever had it. */
export function deriveClientId(sessionId: string): string {
  const digest = createHash('sha256').update(`client id of ${sessionId}`).digest();
  return `${digest.readUInt32BE(0)}.${digest.readUInt32BE(4)}`;
}
