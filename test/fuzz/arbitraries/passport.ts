// Passports as clicks make them, with numbers at their bounds.
import fc from 'fast-check';
import type { ConsentState } from '../../../functions/contract/click-report.ts';

/** What a passport tells, as JSON. */
export type PassportInput = {
  readonly clickId: string;
  readonly gaClientId: string | null;
  readonly gaSessionId: string | null;
  readonly clickedAtSeconds: number;
  readonly consent: readonly ConsentState[];
  readonly googleClick: { readonly parameter: 'gclid' | 'gbraid' | 'wbraid'; readonly value: string } | null;
};

const uint32 = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat({ max: 2 ** 32 - 1 }));

const state = fc.constantFrom<ConsentState>('unset', 'granted', 'denied');

/** Any passport that the format has room for. */
export const passportInput: fc.Arbitrary<PassportInput> = fc.record({
  clickId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  gaClientId: fc.option(fc.tuple(uint32, uint32).map(([first, second]) => `${first}.${second}`)),
  gaSessionId: fc.option(
    fc.oneof(fc.constantFrom(1, 2 ** 40 - 1), fc.integer({ min: 1, max: 2 ** 40 - 1 })).map(String),
  ),
  clickedAtSeconds: uint32,
  consent: fc.array(state, { minLength: 4, maxLength: 4 }),
  googleClick: fc.option(
    fc.record({
      parameter: fc.constantFrom('gclid', 'gbraid', 'wbraid'),
      value: fc.oneof(fc.stringMatching(/^[\w-]{1,145}$/), fc.constant('x'.repeat(145))),
    }),
  ),
});
