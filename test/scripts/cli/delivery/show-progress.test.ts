// How far a long command is, on a terminal and elsewhere.
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createSweepBook } from '../../../../functions/delivery/sweep-report.ts';
import { showProgress } from '../../../../scripts/cli/delivery/show-progress.ts';

function write(isTTY: boolean, work: (progress: ReturnType<typeof showProgress>) => void): string {
  const messages = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  work(showProgress({ messages }));
  return String(messages.read() ?? '');
}

const report = () => {
  const book = createSweepBook();
  book.count('entries', 3);
  book.count('sent', 2);
  return book.toReport();
};

describe('showProgress', () => {
  test('writes one line over and over on a terminal, and takes it away', () => {
    const written = write(true, (progress) => {
      progress.show(report());
      progress.end();
      progress.end();
    });
    expect(written).toBe('\r\u001b[K3 due, 2 sent, Stripe asked 0×, 0 new …\r\u001b[K');
  });

  test('writes nothing where nobody watches', () => {
    expect(write(false, (progress) => progress.show(report()))).toBe('');
  });

  test('tells warnings and errors with what a person needs of them, and nothing else', () => {
    const written = write(false, ({ log }) => {
      log('INFO', 'All is well.', {});
      log('WARNING', 'A delivery was given up.', { event: 'x', property_id: 'tt_1', reason: 'http_400', attempts: 3 });
      log('ERROR', 'Something broke.', { stack_trace: 'at …' });
    });
    expect(written).toBe('A delivery was given up. (tt_1, http_400)\nSomething broke.\n');
  });
});
