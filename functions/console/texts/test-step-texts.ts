// What the step about the first test payment says.
import type { SessionStatus } from '../../rules/entry.ts';

export const testStepTexts = {
  waitingTitle: 'Waiting for your first test payment',
  waiting: 'This page looks every few seconds and turns green by itself. You may leave it and come back.',
  howTitle: 'How to pay without money',
  how: [
    'In Google Tag Manager, press Preview and enter the address of your site, so that you see every tag fire.',
    'In Stripe, switch to test mode and open a payment link there; its address begins with test_ behind the slash. Click it from your own site, if you can, so that the campaign travels along.',
    'Pay with the card 4242 4242 4242 4242, any date in the future and any three digits.',
    'You come back to your thank-you page. The tag pushes purchase_test, which no live tag takes for a sale.',
  ],
  noTestKey: 'There is no key for test payments yet, so none can be read. Store one in the second step.',
  arrived: 'The payment arrived.',
  arrivedUnsettled: 'A checkout arrived.',
  statuses: {
    paid: 'It is paid.',
    free: 'Nothing was due, so it counts as complete.',
    pending:
      'It was completed with a method that settles later, such as a bank debit. Stripe’s webhook tells when it is paid.',
    failed: 'The money did not come. Pay another one with the card above.',
    expired: 'The buyer did not pay in time. Pay another one with the card above.',
  } satisfies Record<SessionStatus, string>,
  facts: {
    when: 'When',
    amount: 'Amount',
    mode: 'Mode',
    campaign: 'Campaign',
    page: 'Thank-you page',
    webhook: 'Webhook',
  },
  noAmount: 'none',
  noCampaign: 'none came along',
  page: {
    reported: 'It asked about the payment, and Google Tag Manager processed the push.',
    asked: 'It asked about the payment. That Google Tag Manager processed the push was not reported (yet).',
    silent:
      'It has not asked. Check the redirect, whether the container is published, and whether the page is on a hostname of this property.',
  },
  webhook: {
    told: 'Stripe told of the payment.',
    silent: 'Stripe has not told of it (yet). Check the step about the webhook if this stays so.',
  },
  details: 'Everything about this payment',
  finished: 'All steps are done. From here on, the overview shows what comes in.',
  toOverview: 'Go to the overview',
  toSteps: 'See what is left of the set-up',
} as const;
