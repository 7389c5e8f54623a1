// Asks Stripe what a property's key of one mode is good for: too little, too much, or nothing any more.
import { findKeyRights } from '../../properties/stripe-keys/find-key-rights.ts';
import { probeStripeKey } from '../../properties/stripe-keys/probe-stripe-key.ts';
import type { StripeMode } from '../../rules/property.ts';
import { excessRights, probeExcess } from '../../stripe/probe-excess.ts';
import type { Finding } from '../finding.ts';

/** A key to ask with. */
export interface AskedKey {
  mode: StripeMode;
  apiKey: string;
  /** Stripe's own address unless given. */
  apiBase: string | undefined;
}

/** Whether Stripe takes the key and lets it read sessions; only then is there sense in asking anything else with it. */
export async function checkStripeKey({ mode, apiKey, apiBase }: AskedKey): Promise<Finding> {
  const about = `stripe_key:${mode}`;
  const probed = await probeStripeKey({ mode, secret: apiKey }, apiBase);
  switch (probed.kind) {
    case 'accepted':
      return { code: 'key_valid', verdict: 'green', about, data: { mode } };
    case 'rejected':
      return { code: 'key_rejected', verdict: 'red', about, data: { mode } };
    case 'lacks_right':
      return { code: 'key_blind', verdict: 'red', about, data: { mode, right: probed.right } };
    case 'unavailable':
      return { code: 'key_unasked', verdict: 'yellow', about, data: { mode, reason: probed.reason } };
  }
}

/** Which rights the key lacks for what comes after the thank-you page. */
export async function checkMissingRights({ mode, apiKey, apiBase }: AskedKey): Promise<Finding> {
  const about = `rights:${mode}`;
  const rights = await findKeyRights({ kind: 'key', apiKey }, apiBase);
  if (rights.kind !== 'found') {
    return { code: 'key_unasked', verdict: 'yellow', about, data: { mode, reason: 'rights' } };
  }
  const { missing } = rights;
  if (missing.length === 0) return { code: 'rights_complete', verdict: 'green', about, data: { mode } };
  return { code: 'rights_missing', verdict: 'yellow', about, data: { mode, rights: missing } };
}

/** Which rights the key has that nothing here needs, as far as they are asked for. */
export async function checkExcessRights({ mode, apiKey, apiBase }: AskedKey): Promise<Finding> {
  const about = `excess:${mode}`;
  const probe = await probeExcess({ apiKey, apiBase });
  if (probe.kind !== 'found') {
    const reason = probe.kind === 'unavailable' ? probe.reason : probe.kind;
    return { code: 'key_unasked', verdict: 'yellow', about, data: { mode, reason } };
  }
  const { rights } = probe;
  if (rights.length === 0) return { code: 'rights_modest', verdict: 'green', about, data: { mode } };
  const verdict = rights.some((right) => excessRights[right].movesMoney) ? 'red' : 'yellow';
  return { code: 'rights_excess', verdict, about, data: { mode, rights } };
}
