// The key ring as an operator pastes it, and the sealed values of a database that somebody may have written to.
import fc from 'fast-check';
import { KeyRingError, UnsealError } from '../../../functions/store/errors.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { seal, unseal } from '../../../functions/store/sealing.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure, ensureDiscreet, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const code = { parseKeyRing, unseal };

const key = Buffer.alloc(32, 0x5a).toString('base64');
const place = { propertyId: 'tt_shopshop00', field: 'stripe_key_test' };
const secret = 'rk_test_sealedAndOpened';
const ring = parseKeyRing(`main:${key}`);

// As `seal` wrote it once; every sealing has a nonce of its own.
const sealed = seal(ring, secret, place);
const sealedWord = 'SEALED';

const rings = fc
  .array(fc.tuple(fc.constantFrom('main', 'old', 'a-b_c', key), fc.constantFrom(key, key.replace('=', ''), 'short')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((keys) => keys.map(([name, bytes]) => `${name}:${bytes}`).join(','));

const inputs = fc.record({
  ring: mutatedText(rings),
  sealed: mutatedText(
    fc.constantFrom(sealedWord, 'sealed1.main.AAAA', 'sealed1.old.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
  ),
  // Which character of the sealed value is changed; most often none.
  at: fc.oneof({ weight: 2, arbitrary: fc.constant(9_999) }, { weight: 1, arbitrary: fc.nat({ max: 200 }) }),
});

/** The parser of key rings, and the opener of sealed values. */
export function keyRingTarget({ parseKeyRing: parse, unseal: open }: typeof code = code): Target {
  return toTarget({
    name: 'key-ring',
    reads: 'the key ring of an operator, and sealed values of the database',
    inputs,
    open: () => ({
      examine({ ring: text, sealed: word, at }) {
        const parsed = attempt(() => parse(text), isKeyRingError);
        if (parsed.kind === 'refused') {
          ensure(!parsed.error.message.includes(key.slice(0, 20)), 'The refusal shows a key.');
          ensureDiscreet(parsed.error.message, 'The refusal');
        } else {
          ensureSame(
            open(parsed.value, seal(parsed.value, text, place), place),
            text.toWellFormed(),
            'What it sealed opens as something else.',
          );
        }
        const value = word.replaceAll(sealedWord, at < sealed.length ? flip(sealed, at) : sealed);
        const opened = attempt(() => open(ring, value, place), isUnsealError);
        if (opened.kind === 'value')
          ensure(value === sealed && opened.value === secret, 'It opened what nobody sealed.');
        else ensure(value !== sealed, 'It does not open what was sealed.');
      },
    }),
  });
}

function flip(text: string, at: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}

function isKeyRingError(error: unknown): error is KeyRingError {
  return error instanceof KeyRingError;
}

function isUnsealError(error: unknown): error is UnsealError {
  return error instanceof UnsealError;
}
