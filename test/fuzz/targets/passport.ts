// A client_reference_id, which anybody can write into a payment link: a passport of ours, or nothing.
import fc from 'fast-check';
import { decodePassport } from '../../../functions/rules/decode-passport.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { Passport } from '../../../functions/rules/passport.ts';
import { compileShared } from '../../gtm-templates/shared/compile-shared.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { type PassportInput, passportInput } from '../arbitraries/passport.ts';
import { ensure, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

type Encode = (passport: Passport) => unknown;

interface PassportCode {
  decode: typeof decodePassport;
  encode: Encode;
  /** The writer as the template carries it: built for GTM's sandbox. */
  openBuilt: () => Promise<Encode>;
}

const code: PassportCode = {
  decode: decodePassport,
  encode: encodePassport,
  openBuilt: () => compileShared('../functions/rules/encode-passport.ts', 'encodePassport'),
};

const texts = passportInput.map((input) => encodePassport(toPassport(input)) ?? '');

/** The functions' reader, and both builds of the writer: a passport in, or any text. */
export function passportTarget({ decode, encode, openBuilt }: PassportCode = code): Target {
  return toTarget({
    name: 'passport',
    reads: 'client_reference_id, from payment links that anybody can write',
    inputs: fc.oneof({ weight: 1, arbitrary: passportInput }, { weight: 3, arbitrary: mutatedText(texts) }),
    async open() {
      const encodeBuilt = await openBuilt();
      return {
        examine(input) {
          const passport = typeof input === 'string' ? decode(input) : toPassport(input);
          const text = passport && encode(passport);
          if (passport === undefined) return;
          ensure(typeof text === 'string' && /^[\w-]{54,200}$/.test(text), 'Stripe would not carry what is written.');
          ensureSame(encodeBuilt(passport), text, 'The template writes another passport than the functions.');
          if (typeof input === 'string') ensureSame(text, input, 'What was read is written another way.');
          else ensureSame(decode(text), dropZeros(passport), 'What was written is read as something else.');
        },
      };
    },
  });
}

function toPassport({ gaClientId, gaSessionId, consent, googleClick, ...rest }: PassportInput): Passport {
  const [ad_storage = 'unset', analytics_storage = 'unset', ad_user_data = 'unset', ad_personalization = 'unset'] =
    consent;
  return {
    clickId: rest.clickId,
    clickedAtSeconds: rest.clickedAtSeconds,
    consent: { ad_storage, analytics_storage, ad_user_data, ad_personalization },
    ...(gaClientId !== null && { gaClientId }),
    ...(gaSessionId !== null && { gaSessionId }),
    ...(googleClick !== null && { googleClick: { ...googleClick } }),
  };
}

/** Zeros stand for a client that is not known, so one of zeros cannot be told. */
function dropZeros({ gaClientId, ...passport }: Passport): Passport {
  return gaClientId === undefined || gaClientId === '0.0' ? passport : { ...passport, gaClientId };
}
