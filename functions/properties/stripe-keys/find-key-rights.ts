// What a property's Stripe key may do for the life of a payment after the thank-you page.
import { probeRights } from '../../stripe/probe-rights.ts';
import { isNeededRight, type NeededRight } from './needed-rights.ts';
import type { OpenedKey } from './open-stripe-key.ts';

/** What was found out; `missing` are those of the needed rights that the key lacks. `reason` is a whole sentence. */
export type KeyRights =
  | { kind: 'found'; missing: NeededRight[] }
  | { kind: 'no_key' }
  | { kind: 'unknown'; reason: string };

/** Asks Stripe, at `apiBase` or its own address, which of the needed rights the key has. Never rejects. */
export async function findKeyRights(key: OpenedKey, apiBase: string | undefined): Promise<KeyRights> {
  if (key.kind === 'none') return { kind: 'no_key' };
  if (key.kind === 'closed') return { kind: 'unknown', reason: key.fault };
  const probe = await probeRights({ apiKey: key.apiKey, ...(apiBase !== undefined && { apiBase }) });
  if (probe.kind === 'found') return { kind: 'found', missing: probe.missing.filter(isNeededRight) };
  if (probe.kind === 'rejected')
    return { kind: 'unknown', reason: 'Stripe does not know it; it expired or was revoked.' };
  return { kind: 'unknown', reason: `Stripe could not be asked (${probe.reason}).` };
}
