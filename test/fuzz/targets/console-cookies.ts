// The Cookie header of the console: a sign-in's token, and the sealed state of a sign-in that is under way.
import fc from 'fast-check';
import { readState, writeState } from '../../../functions/console/access/openid/sign-in-state.ts';
import { readToken, writeCookie } from '../../../functions/console/access/sign-in-cookie.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { ensure, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const code = { readToken, readState };

const keyRing = parseKeyRing(`main:${Buffer.alloc(32, 7).toString('base64')}`);
const place = { prefix: '__Host-', path: '/' } as const;
const kept = { state: 'stateOfOneAttempt', nonce: 'nonceOfOneAttempt', codeVerifier: 'verifier', next: '/console/' };
const madeAtMs = 1_790_000_000_000;
const token = `${'A'.repeat(43)}.${'b'.repeat(43)}`;

// Sealed anew by every process, so that no kept case can hold one: it stands in inputs as a word.
const sealedState = writeState(keyRing, kept, place, madeAtMs).split(';', 1)[0] ?? '';
const sealedWord = 'SEALED_STATE';

const pairs = fc.constantFrom(
  `__Host-__Host-tilltag_sign_in=${token}`,
  sealedWord,
  'a=b',
  '_ga=GA1.1.1.2',
  '__Host-tilltag_sign_in=',
  '__proto__=1',
);

const headers = fc.array(pairs, { maxLength: 4 }).map((all) => all.join('; '));

const inputs = fc.record({ header: mutatedText(headers), laterMs: fc.constantFrom(0, 599_999, 600_000, -1) });

/** The readers of both cookies. */
export function consoleCookiesTarget(read: typeof code = code): Target {
  return toTarget({
    name: 'console-cookies',
    reads: 'the Cookie header of the console, from any browser',
    inputs,
    open: () => ({
      examine({ header: text, laterMs }) {
        const header = text.replaceAll(sealedWord, sealedState);
        const signIn = read.readToken(header, place);
        if (signIn !== undefined) {
          ensure(/^[\w-]{43}\.[\w-]{43}$/.test(signIn.token), 'It read a token that none was made like.');
          ensure(decode(header).includes(signIn.token), 'It read a token that nobody sent.');
          ensureSame(read.readToken(writeCookie(signIn, place, 1), place), signIn, 'The same cookie is another token.');
        }
        const state = read.readState(keyRing, header, place, madeAtMs + laterMs);
        if (state === undefined) return;
        ensureSame(state, kept, 'It took a state that nobody sealed.');
        ensure(decode(header).includes(sealedState), 'It took a changed seal for the right one.');
        ensure(laterMs < 600_000, 'It took a state that had run out.');
      },
    }),
  });
}

/** What was sent where any of its letters may be written as a percent sign and a number, as readers of cookies take it. */
function decode(header: string): string {
  return header.replaceAll(/%([0-7][\da-f])/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
