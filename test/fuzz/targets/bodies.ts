// The bodies of click records and reports, which any page can post.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { HttpError } from '../../../functions/http/http-error.ts';
import { validateClickReport } from '../../../functions/public/click-report-validator.ts';
import { readJsonBody } from '../../../functions/public/read-json-body.ts';
import { validateReport } from '../../../functions/public/report-validator.ts';
import { newClickReport } from '../../functions/public/new-click-report.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attemptLater, ensure, ensureDiscreet, ensureSame, plantedEmail } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

const click: Json = JSON.parse(JSON.stringify(newClickReport('tt_shopshop00')));
const session = 'cs_test_a1B2c3D4e5F6g7';
const report: Json = {
  property_id: 'tt_shopshop00',
  checkout_session_id: session,
  event_id: `purchase:${session}`,
  claim: 'AAAAAAAAAAAAAAAAAAAA',
};

const valid = fc.constantFrom(click, report);

const inputs = fc.record({
  kind: fc.constantFrom('click', 'report'),
  body: fc.oneof(
    { weight: 6, arbitrary: mutatedJson(valid).map((value) => JSON.stringify(value)) },
    { weight: 3, arbitrary: mutatedText(valid.map((value) => JSON.stringify(value))) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '['.repeat(16_384),
        'x'.repeat(16_385),
        `{"${plantedEmail}":1}`,
        '{"__proto__":{"click_id":1}}',
      ),
    },
  ),
});

/** The reader of small bodies, with the checks of both. */
export function bodiesTarget(read: typeof readJsonBody = readJsonBody): Target {
  return toTarget({
    name: 'bodies',
    reads: 'click records and reports, from any page',
    inputs,
    open: () => ({
      async examine({ kind, body }) {
        const call = async (): Promise<object> =>
          kind === 'click'
            ? await read(newRequest(body), 'click', validateClickReport)
            : await read(newRequest(body), 'report', validateReport);
        const outcome = await attemptLater(call, isHttpError);
        if (outcome.kind === 'refused') {
          const { code, message } = outcome.error;
          ensure(code === 'invalid_request' || code === 'body_too_large', `It refused with ${code}.`);
          ensureDiscreet(message, 'The refusal');
          ensure(message.length < 500, 'The refusal is long.');
          return;
        }
        ensureSame(outcome.value, JSON.parse(body.toWellFormed()), 'It read something else.');
        ensure(
          Object.keys(outcome.value).every((name) => /^[a-z_]{1,30}$/.test(name)),
          'It took a field that nobody knows.',
        );
        ensure(body.length <= 16_384 * 6, 'It took a body that is too long.');
        ensure(!Object.hasOwn(outcome.value, '__proto__'), 'It took a prototype for a field.');
      },
    }),
  });
}

/** A request whose body was read by a framework. */
function newRequest(body: string): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { rawBody: Buffer.from(body) });
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof HttpError;
}
