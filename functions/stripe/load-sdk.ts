// Brings the Stripe SDK in when it is first needed, because loading it costs more than the rest of a start.
import type Stripe from 'stripe';

let loading: Promise<typeof Stripe> | undefined;

/** The SDK's client class; loaded once per process. */
export function loadSdk(): Promise<typeof Stripe> {
  loading ??= importSdk();
  return loading;
}

async function importSdk(): Promise<typeof Stripe> {
  // With a test key every answer would otherwise print a process warning that is no JSON log line.
  process.env['STRIPE_SUPPRESS_NOTICES'] ??= 'true';
  const module = await import('stripe');
  return module.default;
}
