// Adds today and yesterday up anew and asks Stripe what was sold on them, because somebody wants to know now.
import { setTimeout as sleep } from 'node:timers/promises';
import { askDay } from '../../coverage/ask-day.ts';
import { beginRun } from '../../delivery/delivery-run.ts';
import { openDelivery } from '../../delivery/open-delivery.ts';
import { addDays, toDay } from '../../rules/day.ts';
import type { Answer } from '../answer.ts';
import { pageAgain } from '../answer.ts';
import type { PropertyRequest } from '../route.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { coveragePage } from './coverage-page.ts';
import { readPeriod, toQuery } from './read-period.ts';

/** A page waits for it. */
const maxMs = 20_000;

/** Back to the page, with what went wrong where something did. Rejects as the store does. */
export async function checkNow(request: PropertyRequest): Promise<Answer> {
  const { context, property, query, to } = request;
  const { settings, store, log, now, stripeTurns } = context;
  const { period } = readPeriod(query, property, now());
  const clock = { now, sleep: (ms: number) => sleep(ms), random: Math.random };
  const delivery = openDelivery({ settings, store, log, clock, stripeTurns });
  try {
    const run = beginRun(delivery.context, now() + maxMs);
    const record = await delivery.context.properties.find(property.id);
    const today = toDay(now());
    for (const day of [today, addDays(today, -1)]) {
      const outcome = record === undefined ? 'unanswered' : await askDay(run, record, period.mode, day);
      if (outcome === 'asked') continue;
      if (outcome === 'no_time') return pageAgain(await coveragePage(request, texts.checkTooLong));
      const reason = run.book.toReport().failures[0]?.reason ?? outcome;
      return pageAgain(await coveragePage(request, texts.checkFailed(reason.replaceAll('_', ' '))));
    }
  } finally {
    delivery.close();
  }
  const path = to(`/properties/${property.id}/coverage`);
  return { kind: 'redirect', to: `${path}?${toQuery(period, { notice: 'checked' })}` };
}
