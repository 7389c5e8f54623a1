// Tells what a run of the sweep did, and ends the command badly where something went wrong or is left over.
import type { SweepCount, SweepReason, SweepReport } from '../../../functions/delivery/sweep-report.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError } from '../cli-errors.ts';
import { describeReason } from './describe-reason.ts';

/** Of each, what one and what several are called. */
const words: Record<SweepCount, readonly [one: string, several: string]> = {
  entries: [
    'payment, refund or renewal of which something was due',
    'payments, refunds or renewals of which something was due',
  ],
  sent: ['event sent', 'events sent'],
  retried: same('failed and will be tried again'),
  postponed: same('put off, because something is missing for now'),
  dead: ['given up; "deliveries" lists it', 'given up; "deliveries" lists them'],
  uncertain: [
    'may or may not have arrived; "deliveries" lists it',
    'may or may not have arrived; "deliveries" lists them',
  ],
  awaiting_rule: [
    'may or may not have arrived; the rule of its destination decides, and "deliveries --all" lists it until then',
    'may or may not have arrived; the rules of their destinations decide, and "deliveries --all" lists them until then',
  ],
  suppressed: same('not sent, by consent or settings'),
  reported: same('not sent, because a page did it'),
  overtaken: [
    'not sent, because what happened next made it untrue',
    'not sent, because what happened next made them untrue',
  ],
  lost: same('left to another sender'),
  revived: same('given up earlier and tried again'),
  resolved: [
    'refund, renewal or dispute matched with its session',
    'refunds, renewals or disputes matched with their session',
  ],
  foreign: [
    'refund, renewal or dispute that is none of the property’s',
    'refunds, renewals or disputes that are none of the property’s',
  ],
  unresolved: [
    'refund, renewal or dispute whose session is still searched for',
    'refunds, renewals or disputes whose session is still searched for',
  ],
  asked: ['time that Stripe was asked for events', 'times that Stripe was asked for events'],
  applied: ['event that was not known yet', 'events that were not known yet'],
  repeated: ['event that was known already', 'events that were known already'],
  ignored: ['event that is none of the property’s', 'events that are none of the property’s'],
  damaged: ['stored record that cannot be read', 'stored records that cannot be read'],
  rolled_up: ['day added up', 'days added up'],
  days_asked: ['day about which Stripe was asked what was sold', 'days about which Stripe was asked what was sold'],
  records_removed: [
    'record of a property that is being deleted removed',
    'records of properties that are being deleted removed',
  ],
  properties_removed: ['property deleted for good', 'properties deleted for good'],
};

function same(text: string): readonly [string, string] {
  return [text, text];
}

/** The report as `--json` prints it. */
export function toJsonReport({ counts, failures, reasons, isComplete }: SweepReport) {
  return {
    counts,
    failures: failures.map(({ propertyId, reason, times }) => ({ property_id: propertyId, reason, times })),
    reasons: reasons.map(({ outcome, propertyId, destinationId, reason, times }) => ({
      ...{ outcome, property_id: propertyId, destination_id: destinationId, reason, times },
    })),
    is_complete: isComplete,
  };
}

/** What was counted, a line each, zeros left out; and below it why, the commonest reasons. */
export function describeCounts({ counts, reasons }: Pick<SweepReport, 'counts' | 'reasons'>): string {
  const lines = Object.entries(words).flatMap(([name, [one, several]]) => {
    const times = Object.entries(counts).find(([counted]) => counted === name)?.[1] ?? 0;
    return times === 0 ? [] : [toLine(times, times === 1 ? one : several)];
  });
  return lines.length === 0 ? 'Nothing was due.\n' : `${lines.join('')}${describeReasons(reasons)}`;
}

/** More than these a person reads in "deliveries --all". */
const shownReasons = 5;

function describeReasons(reasons: readonly SweepReason[]): string {
  if (reasons.length === 0) return '';
  const shown = reasons.slice(0, shownReasons).map(({ propertyId, destinationId, reason, times }) => {
    const where = destinationId === null ? propertyId : `${propertyId} to ${destinationId}`;
    return toLine(times, `${where}: ${describeReason(reason)}`);
  });
  return `Why:\n${shown.join('')}What waits, and since when: npm run tilltag -- deliveries PROPERTY_ID --all\n`;
}

function toLine(times: number, text: string): string {
  return `${String(times).padStart(6)}  ${text}\n`;
}

/** Writes the report; throws `CommandFailedError` afterwards where not all went well. */
export function tellReport(context: CliContext, report: SweepReport, isJson: boolean): void {
  context.output.write(isJson ? `${JSON.stringify(toJsonReport(report))}\n` : describeCounts(report));
  failOnFaults(report);
}

/** Throws `CommandFailedError` where something went wrong, waits for a person or is left over. */
export function failOnFaults({ failures, counts, isComplete }: SweepReport): void {
  const faults = failures.map(({ propertyId, reason, times }) => {
    return `${propertyId}: ${describeReason(reason)} (${times === 1 ? 'once' : `${times} times`}).`;
  });
  const waiting = counts.dead + counts.uncertain;
  if (waiting > 0)
    faults.push(waiting === 1 ? 'One delivery waits for a person.' : `${waiting} deliveries wait for a person.`);
  if (counts.retried > 0 && counts.sent === 0) faults.push('Every send failed.');
  if (!isComplete) faults.push('Something is left over. Run the command again.');
  if (faults.length > 0) throw new CommandFailedError(faults.join('\n'));
}
