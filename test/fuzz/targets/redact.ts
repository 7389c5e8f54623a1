// Texts on their way to a log: whatever they hold, no address and no secret comes out.
import fc from 'fast-check';
import { redact, shortSessionId } from '../../../functions/rules/redact.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { ensure, ensureDiscreet, ensureSame, plantedEmail, plantedSecrets } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const session = 'cs_live_a1B2c3D4e5F6g7H8i9J0k1L2';
const sealingKey = Buffer.alloc(32, 0x5a).toString('base64');

const part = fc.oneof(
  { weight: 2, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      plantedEmail,
      ...plantedSecrets,
      session,
      `Bearer ${'x'.repeat(40)}`,
      ` ${sealingKey} `,
      encodeURIComponent(plantedEmail),
    ),
  },
);

/** What makes log lines harmless. */
export function redactTarget(
  code: { redact: typeof redact; shortSessionId: typeof shortSessionId } = { redact, shortSessionId },
): Target {
  return toTarget({
    name: 'redact',
    reads: 'errors of other people’s code, on their way to a log',
    inputs: fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
    open: () => ({
      examine(text) {
        const line = code.redact(text);
        ensureDiscreet(line, 'The log line');
        ensure(
          !line.includes(session) && !line.includes(encodeURIComponent(plantedEmail)),
          'The log line shows whose it is.',
        );
        ensure(!/\bbearer\s+x{40}/i.test(line), 'The log line shows a bearer token.');
        ensure(line.length <= text.length * 12 + 12, 'The log line grew.');
        ensureSame(code.redact(line), line, 'What was redacted is redacted again.');
        ensure(code.shortSessionId(text).length <= 14, 'The short id is long.');
      },
    }),
  });
}
