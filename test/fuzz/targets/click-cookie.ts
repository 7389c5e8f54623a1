// The cookie in which a browser remembers a visit's campaign, and which any script of the page can write.
import fc from 'fast-check';
import { compileShared } from '../../gtm-templates/shared/compile-shared.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { ensure, ensureNoAddress, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

type Shared = (...values: readonly unknown[]) => unknown;

const code = {
  openDecode: () => compileShared('shared/decode-journey.ts', 'decodeJourney'),
  openEncode: () => compileShared('shared/encode-journey.ts', 'encodeJourney'),
};

const field = fc
  .tuple(
    fc.constantFrom('s', 'm', 'c', 't', 'n', 'i', 'gc', 'gb', 'fb', 'sc', 'l', 'r', '_shop_id', '__proto__'),
    fc.oneof(
      fc.stringMatching(/^[\w.%-]{0,30}$/),
      fc.constantFrom('a%40b.example', 'planted.buyer%40example.com', '%F0%9F%98%80'),
    ),
  )
  .map(([name, value]) => `&${name}=${value}`);

const touch = fc
  .tuple(fc.nat({ max: 4_294_967_295 }), fc.array(field, { maxLength: 6 }))
  .map(([at, fields]) => `|${at}${fields.join('')}`);

const cookies = fc
  .tuple(
    fc.nat({ max: 4_294_967_295 }),
    fc.constantFrom('', 'AAAAAAAAAAAAAAAAAAAAAA'),
    fc.constantFrom('---', '000', '0-0', '010', '012', '-1-'),
    fc.array(touch, { maxLength: 3 }),
  )
  .map(([seenAt, clickId, places, touches]) => `1|${seenAt}|${clickId}|${places}${touches.join('')}`);

/** The templates' reader and writer, in the language of GTM's sandbox. */
export function clickCookieTarget({
  openDecode,
  openEncode,
}: {
  openDecode: () => Promise<Shared>;
  openEncode: () => Promise<Shared>;
} = code): Target {
  return toTarget({
    name: 'click-cookie',
    reads: 'the cookie that remembers a campaign, from any script of the page',
    inputs: mutatedText(cookies),
    async open() {
      const [decode, encode] = [await openDecode(), await openEncode()];
      return {
        examine(text) {
          const journey = decode(text, ['shop_id']);
          if (journey === undefined) return;
          const written = encode(journey);
          ensure(
            typeof written === 'string' && /^[!#-+\--:<-[\]-~]{0,1500}$/.test(written),
            'No cookie can hold what is written.',
          );
          ensureNoAddress(decodeURIComponent(written), 'The cookie');
          const again = decode(written, ['shop_id']);
          ensure(again !== undefined, 'What was written is not read.');
          ensureSame(encode(again), written, 'What was read again is written another way.');
        },
      };
    },
  });
}
