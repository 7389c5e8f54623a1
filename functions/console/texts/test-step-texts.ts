// What the step about the first test payment says.
import type { SessionStatus } from '../../rules/entry.ts';
import type { PageFault, TestPart } from '../setup/test-parts.ts';
import { pushedAsTest } from './test-push-texts.ts';

const list = new Intl.ListFormat('en-GB');

export const testStepTexts = {
  waitingTitle: 'Waiting for your first test payment',
  looking: 'This page looks every few seconds and turns green by itself. You may leave it and come back.',
  stillOpen: 'These steps are open, and a payment may not come through before they are done:',
  howTitle: 'How to pay without money',
  how: [
    'In Google Tag Manager, press Preview and enter the address of your site, so that you see every tag fire.',
    'In Stripe, switch to test mode and open a payment link there; its address begins with test_ behind the slash. Click it from your own site, if you can, so that the campaign travels along.',
    'Pay with the card 4242 4242 4242 4242, any date in the future and any three digits.',
    'You come back to your thank-you page. The tag pushes purchase_test, which no live tag takes for a sale.',
  ],
  noTestKey: 'There is no key for test payments yet, so none can be read. Store one in the second step.',
  lookAgain: 'Look again',
  lookedLong: 'This page has looked for half an hour and stopped. Once you have paid, press “Look again”.',
  arrived: 'The payment arrived.',
  arrivedInPart: 'The payment arrived, but not every part of it.',
  missing: (names: readonly string[]) => `Not there yet: ${list.format(names)}. Below stands why, and what to do.`,
  provenBefore: 'An earlier payment came through whole, so the set-up is proven.',
  provenOn: 'It was seen here',
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
    destinations: 'Destinations',
    consent: 'Consent',
  },
  noAmount: 'none',
  noCampaign: 'none is known',
  states: {
    came: 'came',
    missing: 'missing',
    left_out: 'left out by you',
    unused: 'not used here',
    as_test: 'left to the page',
  } satisfies Record<TestPart['state'], string>,
  toStep: (title: string) => `Go to: ${title}`,
  page: {
    came: 'It asked about the payment, its event reached the data layer, and Google Tag Manager processed it.',
    cameAsTest: `It asked about the payment, its event reached the data layer, and Google Tag Manager processed it. ${pushedAsTest}`,
    unused:
      'No page has asked. None is needed: the server sends everything, Stripe told of the payment and the destinations took it.',
    placeholder: {
      why: 'It came back with the text {CHECKOUT_SESSION_ID} instead of the payment.',
      todo: ['Enter the redirect in Stripe anew, with the braces exactly as the step shows them; then pay once more.'],
    },
    host_refused: {
      why: 'A page on a host that this property does not allow asked and was refused.',
      todo: [
        'Compare the host in the address bar of your thank-you page with the hostnames of the property, www included; then load the page again.',
      ],
    },
    not_asked: {
      why: 'It has not asked about the payment. One of these keeps the tag away:',
      todo: [
        'The container is not published, and the page was not open in Tag Manager’s preview. Publish it, or press Preview and pay once more.',
        'The redirect in Stripe leads elsewhere, or without ?session_id={CHECKOUT_SESSION_ID} at its end.',
        'The page lies on a host that is not among the hostnames of this property.',
        'A consent banner holds the tag back: accept, and load the page again. The tag asks for consent itself, so in Tag Manager it needs no additional consent.',
        'An ad blocker or a Content-Security-Policy stops it: the browser’s console then says so in a line that begins with “Tilltag:”.',
      ],
    },
    not_reported: {
      why: 'It asked about the payment, but did not say that its event reached the data layer and was processed.',
      todo: [
        'The field “Test sessions” of the tag is set to ignore test payments, so nothing was pushed.',
        'The data layer has another name than the tag was told, or another script broke its push. The browser’s console says so in a line that begins with “Tilltag:”.',
        'The page was left at once, or an ad blocker stopped the report: load it again without one.',
        'A plain script asks instead of the tag. It never reports: look at your page yourself, and press the button for it below.',
      ],
    },
  } satisfies Record<'came' | 'cameAsTest' | 'unused', string> &
    Record<PageFault, { why: string; todo: readonly string[] }>,
  denied:
    'The page told that measuring visits was denied (analytics_storage). The event reaches the data layer all the same, but Google’s tags keep silent or send without cookies. To see the payment in GA4, accept in the consent banner and pay once more.',
  webhook: {
    came: 'Stripe told of the payment.',
    missing:
      'Stripe has not told of it yet, which takes a few seconds. If it stays so: the endpoint in Stripe is for the other mode, is disabled, leads elsewhere, or the stored signing secret is that of another endpoint. In Stripe, the endpoint lists each failed delivery with the answer.',
    unused: 'It is not set up for payments of this mode, so nobody waits for it.',
  },
  destinations: {
    none: 'None is set up, so the server sends nothing.',
    pages_only: 'The sender of this property is the browser alone, so the server sends nothing.',
    other_mode: 'They are for the other mode, so this payment is not sent to them.',
  },
  destination: {
    came: {
      page: 'The page told of the payment, so the server need not.',
      server: 'The server sent the payment, and it was taken.',
    },
    containerRan:
      'The server sent the payment, and the container took it. There, too, a test payment is purchase_test, for which no tag of the imported container fires, unless the Checkout client’s field “Test sessions” says otherwise.',
    asTest: 'The page told of the payment as a test, so the server sends nothing.',
    not_planned: 'It was added after this payment, or the payment is none of this property’s. Pay once more.',
    waiting: 'The server waits whether the page tells of the payment itself, or is about to send it.',
    due: 'It is due',
    withheld: (why: string) => `It is not sent: ${why}. Accept in the consent banner and pay once more.`,
    given_up: (why: string) => `It could not be sent: ${why}.`,
    uncertain: (why: string) => `Whether it was taken is not known: ${why}.`,
  },
  leaveOutPage: {
    not_reported: {
      submit: 'I use a plain script: this is all that comes',
      hint: 'Once it is left out, nobody waits for the report of a thank-you page, and the set-up says that you left it out. The first report takes that back.',
    },
    not_asked: {
      submit: 'Leave the thank-you page out',
      hint: 'For a shop whose server alone tells of payments. The set-up then says that you left it out; the first report of a page takes that back.',
    },
  },
  awaitPage: 'Wait for the report of the page after all',
  details: 'Everything about this payment',
  fromHereOn: 'From here on, the overview shows what comes in.',
  toOverview: 'Go to the overview',
  toSteps: 'See what is left of the set-up',
} as const;
