// Takes down a click on a payment link, as a page tells it while the visitor leaves for Stripe.
import type { IncomingMessage } from 'node:http';
import type { ClickReport } from '../contract/click-report.ts';
import { within } from '../http/within.ts';
import { recordClick } from '../ledger/record-click.ts';
import { admitReporter } from './admit-caller.ts';
import { type LookupContext, storeTooLate } from './lookup-context.ts';

/** Keeps the click for whoever may ask about the property. Rejects with an HttpError or with the store's errors. */
export async function takeClick(
  context: LookupContext,
  request: IncomingMessage,
  report: ClickReport,
): Promise<'created' | 'exists'> {
  const { store, now, budgetMs } = context;
  const deadlineAtMs = now() + budgetMs;
  const { property } = await admitReporter(context, request, report.property_id, deadlineAtMs);
  return await within(recordClick(store, report, property, now()), deadlineAtMs - now(), storeTooLate);
}
