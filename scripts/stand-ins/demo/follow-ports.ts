// Has payment links and webhooks that somebody set up in the demo follow it when it is started on other ports.
import { readFileSync, writeFileSync } from 'node:fs';
import type { StripeStandIn } from '../stripe/start-stripe-stand-in.ts';

/** Where the parts of a demo answer, by their names, each without a slash at the end. */
export type Addresses = Readonly<Record<string, string>>;

/** Leads what led to the parts of the run before, as `file` has them, to those of now, and keeps these there for the next. */
export function followPorts(stripe: Pick<StripeStandIn, 'moveAddresses'>, file: string, now: Addresses): void {
  const before = readBefore(file);
  const moves = Object.entries(now).flatMap(([part, to]) => {
    const from = before[part];
    return typeof from === 'string' && from !== to ? [[from, to] as const] : [];
  });
  if (moves.length > 0) stripe.moveAddresses(Object.fromEntries(moves));
  writeFileSync(file, `${JSON.stringify(now)}\n`, { mode: 0o600 });
}

/** Nothing at the first start, and nothing where the file is damaged: then the set-up's steps lead the way to what has to be set anew. */
function readBefore(file: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
