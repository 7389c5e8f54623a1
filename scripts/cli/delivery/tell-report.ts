// Tells what a run of the sweep did, and ends the command badly where something went wrong or is left over.
import type { SweepCount, SweepReport } from '../../../functions/delivery/sweep-report.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError } from '../cli-errors.ts';
import { describeReason } from './describe-reason.ts';

const words: Record<SweepCount, string> = {
  entries: 'payments, refunds or renewals of which something was due',
  sent: 'events sent',
  retried: 'failed and will be tried again',
  postponed: 'put off, because something is missing for now',
  dead: 'given up; "deliveries" lists them',
  uncertain: 'may or may not have arrived; "deliveries" lists them',
  suppressed: 'not sent, by consent or settings',
  reported: 'not sent, because a page did it',
  overtaken: 'not sent, because what happened next made them untrue',
  lost: 'left to another sender',
  revived: 'given up earlier and tried again',
  resolved: 'refunds, renewals or disputes matched with their session',
  foreign: 'refunds, renewals or disputes that are none of the property’s',
  unresolved: 'refunds, renewals or disputes whose session is still searched for',
  asked: 'times that Stripe was asked for events',
  applied: 'events that were not known yet',
  repeated: 'events that were known already',
  ignored: 'events that are none of the property’s',
  damaged: 'stored records that cannot be read',
};

/** The report as `--json` prints it. */
export function toJsonReport({ counts, failures, isComplete }: SweepReport) {
  return {
    counts,
    failures: failures.map(({ propertyId, reason, times }) => ({ property_id: propertyId, reason, times })),
    is_complete: isComplete,
  };
}

/** What was counted, a line each; zeros are left out. */
export function describeCounts({ counts }: Pick<SweepReport, 'counts'>): string {
  const lines = Object.entries(words).flatMap(([name, text]) => {
    const times = Object.entries(counts).find(([counted]) => counted === name)?.[1] ?? 0;
    return times === 0 ? [] : [`${String(times).padStart(6)}  ${text}\n`];
  });
  return lines.length === 0 ? 'Nothing was due.\n' : lines.join('');
}

/** Writes the report; throws `CommandFailedError` afterwards where not all went well. */
export function tellReport(context: CliContext, report: SweepReport, isJson: boolean): void {
  context.output.write(isJson ? `${JSON.stringify(toJsonReport(report))}\n` : describeCounts(report));
  failOnFaults(report);
}

/** Throws `CommandFailedError` where something went wrong or is left over. */
export function failOnFaults({ failures, isComplete }: SweepReport): void {
  const faults = failures.map(({ propertyId, reason, times }) => {
    return `${propertyId}: ${describeReason(reason)} (${times === 1 ? 'once' : `${times} times`}).`;
  });
  if (!isComplete) faults.push('Something is left over. Run the command again.');
  if (faults.length > 0) throw new CommandFailedError(faults.join('\n'));
}
