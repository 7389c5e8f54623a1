// How far a long command is: one line that is written over, on a terminal alone; and warnings between.

import type { SweepReport } from '../../../functions/delivery/sweep-report.ts';
import type { Log } from '../../../functions/http/log.ts';
import type { CliContext } from '../cli-context.ts';

export interface Progress {
  show(report: SweepReport): void;
  /** Warnings and errors, a line each, without what a person does not need. */
  log: Log;
  /** Takes the line away. */
  end(): void;
}

const clearLine = '\r\u001b[K';
const shownFields = ['property_id', 'delivery', 'entry', 'destination', 'reason', 'missing_permission', 'detail'];

/** Progress to the messages of the context. */
export function showProgress({ messages }: Pick<CliContext, 'messages'>): Progress {
  let isShown = false;
  const end = (): void => {
    if (isShown) messages.write(clearLine);
    isShown = false;
  };
  return {
    show({ counts }) {
      if (!messages.isTTY) return;
      const { entries, sent, asked, applied } = counts;
      messages.write(`${clearLine}${entries} due, ${sent} sent, Stripe asked ${asked}×, ${applied} new …`);
      isShown = true;
    },
    log(severity, message, fields) {
      if (severity !== 'WARNING' && severity !== 'ERROR') return;
      end();
      const details = shownFields.flatMap((name) => (fields[name] ? [String(fields[name])] : []));
      messages.write(`${message}${details.length > 0 ? ` (${details.join(', ')})` : ''}\n`);
    },
    end,
  };
}
