// Asks Stripe at once for what the webhook of a property missed, and applies one of its events again.

import { wordReason } from '../../../delivery/reason-words.ts';
import { type ReplayOutcome, replayEvent } from '../../../delivery/replay-event.ts';
import { runSweep } from '../../../delivery/run-sweep.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { html } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { checkTexts as texts } from '../../texts/check-texts.ts';
import { checkPage, checkPeriods, reportOf } from './check-page.ts';
import { withDelivery } from './with-delivery.ts';

/** A person waits before a page; what is left over is done when asked again, or by the next sweep. */
const maxMs = 30_000;
const maxEntries = 2_000;

/** One bounded run for this property alone, with what it found. Rejects as the store does. */
export async function checkNow(request: PropertyRequest): Promise<Answer> {
  const { context, property, form } = request;
  const period = Object.entries(checkPeriods).find(([name]) => name === form.get('period'));
  if (period === undefined) return pageAgain(checkPage(request, { faults: { period: texts.noPeriod } }));
  const [name, seconds] = period;
  const sinceSeconds = Math.floor(context.now() / 1000) - seconds;
  const report = await withDelivery(context, (delivery) =>
    runSweep(delivery, { propertyId: property.id, sinceSeconds, maxMs, maxEntries }),
  );
  await writeAudit(request, { what: 'stripe_asked', about: wordPeriod(name) });
  return page(checkPage(request, { result: reportOf(report), period: name }));
}

function wordPeriod(name: string): string {
  return Object.entries(texts.periods).find(([known]) => known === name)?.[1] ?? name;
}

/** What became of the event. Rejects as the store does. */
export async function replay(request: PropertyRequest): Promise<Answer> {
  const { context, property, form } = request;
  const eventId = (form.get('event') ?? '').trim();
  if (!/^evt_[A-Za-z0-9_]{8,250}$/.test(eventId)) {
    return pageAgain(checkPage(request, { eventId, faults: { event: texts.noEvent } }));
  }
  const outcome = await withDelivery(context, async (delivery) => {
    const record = await delivery.properties.find(property.id);
    if (record === undefined) throw new Refusal('not_found');
    return await replayEvent(delivery, record, eventId);
  });
  if (outcome.kind !== 'replayed') {
    return pageAgain(checkPage(request, { eventId, faults: { event: toSentence(outcome) } }));
  }
  await writeAudit(request, { what: 'event_replayed', about: eventId });
  const href = request.to(`/properties/${property.id}/conversions/${outcome.entryId.slice(property.id.length + 1)}`);
  const done = message('good', html`${texts.replayed} <a href="${href}">${texts.toPayment}</a>`);
  return page(checkPage(request, { result: html`${done}${reportOf(outcome.report)}` }));
}

function toSentence(outcome: Exclude<ReplayOutcome, { kind: 'replayed' }>): string {
  switch (outcome.kind) {
    case 'unknown':
      return texts.unknownEvent;
    case 'ignored':
      return texts.ignored(wordReason(outcome.reason, 'console'));
    case 'failed':
      return texts.failed(wordReason(outcome.reason, 'console'));
  }
}
