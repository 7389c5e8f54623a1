// The lookup's answer: every key of the contract, and no more personal data than is allowed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerParts, toCheckoutAnswer } from '../../../functions/rules/answer.ts';
import { noAttribution } from '../../../functions/rules/attribution.ts';
import { restoreCampaign } from '../../../functions/rules/campaign.ts';
import { toEcommerce } from '../../../functions/rules/ecommerce.ts';
import { toMetaUserData } from '../../../functions/rules/meta-user-data.ts';
import { toUserData } from '../../../functions/rules/user-data.ts';
import { buildSession } from './checkout-session-builder.ts';

function answerParts(changes: Partial<AnswerParts> = {}): AnswerParts {
  return {
    session: buildSession({ clientReferenceId: 'order-7' }),
    property: { valueBasis: 'total', sender: 'browser' },
    outcome: { kind: 'completed', status: 'paid', event: 'purchase' },
    firstView: true,
    policy: 'plain',
    campaign: restoreCampaign({ click: {}, page: { utm_source: 'newsletter' }, browser: {} }),
    attribution: noAttribution,
    ...changes,
  };
}

describe('toCheckoutAnswer', () => {
  test('a purchase is told with every key of the contract', () => {
    const parts = answerParts();
    expect(toCheckoutAnswer(parts)).toEqual({
      version: 1,
      event: 'purchase',
      event_id: 'purchase:cs_live_a1PaidShirt0000000000',
      status: 'paid',
      sender: 'browser',
      first_view: true,
      livemode: true,
      mode: 'payment',
      customer_id: 'cus_ada',
      customer_email: 'Ada.Lovelace+shop@gmail.com',
      customer_type: null,
      client_reference_id: 'order-7',
      payment_link: 'plink_shirt',
      subscription_id: null,
      utm_source: 'newsletter',
      utm_medium: null,
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
      click: {},
      ecommerce: toEcommerce(parts.session, 'total'),
      user_data: toUserData(parts.session, 'plain'),
      meta_user_data: toMetaUserData(parts.session, 'plain'),
    });
  });

  test("the property's value basis and sender, and the view, are passed on", () => {
    const session = buildSession({ amountTaxMinor: 790 });
    const property = { valueBasis: 'excluding_tax', sender: 'server' } as const;
    const answer = toCheckoutAnswer(answerParts({ session, property, firstView: false }));
    expect(answer).toMatchObject({ sender: 'server', first_view: false, ecommerce: { value: 41.6 } });
  });

  test('a test session of a subscription says so', () => {
    const session = buildSession({ livemode: false, mode: 'subscription', subscriptionId: 'sub_1' });
    expect(toCheckoutAnswer(answerParts({ session }))).toMatchObject({
      livemode: false,
      mode: 'subscription',
      subscription_id: 'sub_1',
    });
  });

  test('a completed setup has no ecommerce', () => {
    const answer = toCheckoutAnswer(
      answerParts({
        session: buildSession({ mode: 'setup', currency: null, amountTotalMinor: null, lines: [] }),
        outcome: { kind: 'completed', status: 'free', event: 'setup_complete' },
      }),
    );
    expect(answer).toMatchObject({ event: 'setup_complete', status: 'free', ecommerce: null });
    expect(answer.event_id).toBe('setup_complete:cs_live_a1PaidShirt0000000000');
  });

  test('under hashed the plain address is null and hashes stand in its place', () => {
    const parts = answerParts({ policy: 'hashed' });
    const answer = toCheckoutAnswer(parts);
    expect(answer.customer_email).toBeNull();
    expect(answer.user_data).toEqual(toUserData(parts.session, 'hashed'));
    expect(answer.meta_user_data).toEqual(toMetaUserData(parts.session, 'hashed'));
  });

  test('under none neither address nor hashes are there', () => {
    const answer = toCheckoutAnswer(answerParts({ policy: 'none' }));
    expect(answer.customer_email).toBeNull();
    expect(answer).not.toHaveProperty('user_data');
    expect(answer).not.toHaveProperty('meta_user_data');
  });

  test('a buyer of whom nothing is known has no address and no user data', () => {
    const session = buildSession({ email: null, phone: null, name: null, address: null, customerId: null });
    const answer = toCheckoutAnswer(answerParts({ session }));
    expect(answer).toMatchObject({ customer_email: null, customer_id: null });
    expect(answer).not.toHaveProperty('user_data');
    expect(answer).not.toHaveProperty('meta_user_data');
  });

  test('a reference into which somebody wrote an address is told under plain only', () => {
    const session = buildSession({ clientReferenceId: 'ada@example.com' });
    const toReference = (policy: 'plain' | 'hashed' | 'none') =>
      toCheckoutAnswer(answerParts({ session, policy })).client_reference_id;
    expect(toReference('plain')).toBe('ada@example.com');
    expect([toReference('hashed'), toReference('none')]).toEqual([null, null]);
  });

  test("nothing of the buyer's is in the answer in the clear unless the policy is plain", () => {
    const policies = fc.constantFrom('plain', 'hashed', 'none');
    fc.assert(
      fc.property(policies, (policy) => {
        const text = JSON.stringify(toCheckoutAnswer(answerParts({ policy }))).toLowerCase();
        const inTheClear = ['lovelace', 'gmail', '12345678', 'berlin', '10117', 'linden'].filter((word) =>
          text.includes(word),
        );
        expect(inTheClear.length > 0).toBe(policy === 'plain');
      }),
    );
  });
});
