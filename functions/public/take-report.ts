// Takes the word of a page, or of the server container that ran for it, that a container processed an event.
import type { IncomingMessage } from 'node:http';
import type { Report } from '../contract/report.ts';
import { HttpError } from '../http/http-error.ts';
import { within } from '../http/within.ts';
import { type Reporter, recordReport } from '../ledger/record-report.ts';
import { entryId } from '../store/store.ts';
import { admitReporter } from './admit-caller.ts';
import { type LookupContext, storeTooLate } from './lookup-context.ts';

/**
 * Settles the reported event for whoever may ask about the property. `not_believed` when nobody ever held the event with
 * this claim; rejects with an HttpError or with the store's errors.
 */
export async function takeReport(
  context: LookupContext,
  request: IncomingMessage,
  report: Report,
): Promise<'settled' | 'not_believed'> {
  const { store, memory, limits, now, budgetMs } = context;
  const deadlineAtMs = now() + budgetMs;
  const { property, caller } = await admitReporter(context, request, report.property_id, deadlineAtMs);
  const key = entryId(property.id, report.checkout_session_id);
  const reporter: Reporter = caller.kind === 'container_for_page' ? 'container' : 'page';
  limits.takeForSession(`report by ${reporter} ${key}`);
  const recording = recordReport(store, property, report, now(), reporter);
  const outcome = await within(recording, deadlineAtMs - now(), storeTooLate);
  if (outcome.kind === 'unknown') throw new HttpError('unknown_session');
  memory.updateEntry(key, outcome.entry);
  return outcome.kind;
}
