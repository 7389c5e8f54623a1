// Adds today and yesterday up anew and asks Stripe what was sold on them, because somebody wants to know now.
import { askDay } from '../../coverage/ask-day.ts';
import type { DeliveryContext } from '../../delivery/delivery-context.ts';
import { beginRun } from '../../delivery/delivery-run.ts';
import { wordReason } from '../../delivery/reason-words.ts';
import { addDays, toDay } from '../../rules/day.ts';
import type { StripeMode } from '../../rules/property.ts';
import type { Answer } from '../answer.ts';
import { pageAgain } from '../answer.ts';
import { withDelivery } from '../conversions/actions/with-delivery.ts';
import type { PropertyRequest } from '../route.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { coveragePage } from './coverage-page.ts';
import { readPeriod, toQuery } from './read-period.ts';

/** A page waits for it. */
const maxMs = 20_000;

/** Back to the page, with what went wrong where something did. Rejects as the store does. */
export async function checkNow(request: PropertyRequest): Promise<Answer> {
  const { context, property, query, to } = request;
  const { period } = readPeriod(query, property, context.now());
  const problem = await withDelivery(context, (delivery) => askBothDays(delivery, property.id, period.mode));
  if (problem !== undefined) return pageAgain(await coveragePage(request, problem));
  const path = to(`/properties/${property.id}/coverage`);
  return { kind: 'redirect', to: `${path}?${toQuery(period, { notice: 'checked' })}` };
}

/** What went wrong, as a sentence; `undefined` where nothing did. */
async function askBothDays(
  delivery: DeliveryContext,
  propertyId: string,
  mode: StripeMode,
): Promise<string | undefined> {
  const run = beginRun(delivery, delivery.now() + maxMs);
  const record = await delivery.properties.find(propertyId);
  const today = toDay(delivery.now());
  for (const day of [today, addDays(today, -1)]) {
    const outcome = record === undefined ? 'unanswered' : await askDay(run, record, mode, day);
    if (outcome === 'no_time') return texts.checkTooLong;
    const reason = run.book.toReport().failures[0]?.reason ?? null;
    if (outcome === 'unanswered') return texts.checkFailed(wordReason(reason, 'console'));
  }
  return undefined;
}
