// Payment links and campaigns that a shop's own server hands over, to be written into mails.
import fc from 'fast-check';
import { utmNames } from '../../../functions/contract/lookup-query.ts';
import { createPaymentLinkUrl, type PaymentLinkUrl } from '../../../functions/links/create-payment-link-url.ts';
import { decodePassport } from '../../../functions/rules/decode-passport.ts';
import { repairUtm } from '../../../functions/rules/repair-utm.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure, ensureDiscreet, ensureNoAddress, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const code = { createPaymentLinkUrl, repairUtm };

const links = fc.constantFrom(
  'https://buy.stripe.com/test_abc',
  'https://buy.stripe.com/test_abc?prefilled_email=a%40b.c&utm_source=x',
  'https://buy.stripe.com/test_abc?client_reference_id=own#top',
  'https://pay.example.com/b?a=1&&b=%zz&',
);

const inputs = fc.record({
  url: mutatedText(links),
  utms: fc.dictionary(fc.constantFrom(...utmNames, '__proto__', 'utm_id'), hostileText, { noNullPrototype: true }),
  click: fc.dictionary(fc.constantFrom('gclid', 'gbraid', 'wbraid'), hostileText, { noNullPrototype: true }),
});

/** The decorator of links. */
export function paymentLinkTarget({ createPaymentLinkUrl: create, repairUtm: repair }: typeof code = code): Target {
  return toTarget({
    name: 'payment-link',
    reads: 'payment links and campaigns, from a shop’s own server',
    inputs,
    open: () => ({
      examine({ url, utms, click }) {
        for (const value of Object.values(utms)) examineUtm(repair, value);
        const options = {
          utms,
          ...click,
          consent: { ad_storage: 'granted' as const },
          now: new Date(1_790_000_000_000),
        };
        const outcome = attempt(() => create(url, options), isTypeError);
        if (outcome.kind === 'refused') {
          ensureDiscreet(outcome.error.message, 'The refusal');
          return;
        }
        const { url: made } = outcome.value;
        examineLink(new URL(url), outcome.value);
        ensureSame(create(made, options).url, made, 'Decorated again it is another link.');
      },
    }),
  });
}

function examineLink(before: URL, { url, clickId, passport }: PaymentLinkUrl): void {
  const after = new URL(url);
  ensureSame(
    [after.origin, after.pathname, after.hash],
    [before.origin, before.pathname, before.hash],
    'It leads elsewhere.',
  );
  const own = before.searchParams.get('client_reference_id');
  ensureSame(after.searchParams.get('client_reference_id'), own ?? passport, 'The reference is another one.');
  ensureSame(
    passport === undefined ? undefined : decodePassport(passport)?.clickId,
    clickId,
    'The passport names another link.',
  );
  for (const [name, value] of before.searchParams)
    ensure(after.searchParams.getAll(name).includes(value), `${name} got lost.`);
  for (const name of utmNames) {
    const added = before.searchParams.has(name) ? null : after.searchParams.get(name);
    ensure(added === null || /^[\w-]{1,150}$/.test(added), `Stripe would drop ${name}.`);
  }
}

function examineUtm(repair: typeof repairUtm, value: string): void {
  const repaired = repair(value);
  ensure(/^[\w-]{0,150}$/.test(repaired), 'Stripe would drop the campaign.');
  ensure(repair(repaired) === repaired, 'A repaired campaign is changed again.');
  ensureNoAddress(repaired, 'The campaign');
}

function isTypeError(error: unknown): error is TypeError {
  return error instanceof TypeError;
}
