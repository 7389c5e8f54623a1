// What the pages around the set-up say: the list of properties, a new one, the overview, and the steps by name.
import { wordLeftOut } from '../../doctor/texts/left-out-texts.ts';
import type { OptionalPart } from '../../rules/left-out.ts';
import type { StepId, StepNote, StepState, StepStatus } from '../setup/setup-steps.ts';

export const propertyListTexts = {
  caption: 'The properties of this account',
  columns: { name: 'Property', hostnames: 'Hostnames', setup: 'Set-up', payment: 'Last payment seen' },
  add: 'New property',
  emptyTitle: 'No property yet',
  empty:
    'A property is one shop or site that sells with Stripe: its hostnames, its restricted Stripe key, and where its conversions go. The set-up takes some ten minutes and can be left and resumed.',
  emptyForViewer: 'An owner of the account makes the first one.',
  noPayment: 'none yet',
  unknownPayment: '–',
  place: (from: number, until: number, all: number) => `${from} to ${until} of ${all}`,
  previous: 'Properties before these',
  next: 'More properties',
  setupDone: 'done',
  beingDeleted: 'being deleted',
  finishDeleting: 'See how far it is',
  setupOpen: (done: number, all: number) => `${done} of ${all} steps done`,
} as const;

export const newPropertyTexts = {
  title: 'New property',
  intro:
    'A property is one shop or site: payments, conversions and settings are kept apart for each. You can change all of this later.',
  submit: 'Make the property',
} as const;

/** That nothing of the set-up is left, but for the steps that somebody left out. */
export function wordSetupDone(left: number): string {
  if (left === 0) return 'Every step of the set-up is done.';
  return `Every step of the set-up is done, but for ${left === 1 ? 'the one' : `the ${left}`} that you left out.`;
}

export const overviewTexts = {
  title: 'Overview',
  setupHeading: 'Set-up',
  setupOpen: (done: number, all: number, left: number) =>
    `${done} of ${all} steps are done${left === 0 ? '' : `, ${left} left out by you`}.`,
  goOn: (title: string) => `Go on: ${title}`,
  toSetup: 'All steps',
  /** By the worst that is known; the check-up has the same words. */
  firstHeadings: {
    red: 'Put this right first',
    yellow: 'Look at this first',
    none: 'Nothing to be put right or looked at',
  },
  nothingWrong: 'That is how far it can be told from here. The check-up asks Stripe and your destinations as well.',
  toDoctor: 'Open the check-up',
  paymentsHeading: 'Last payments',
  paymentsCaption: 'The newest payments and what came after them',
  paymentColumns: { when: 'When', what: 'What', amount: 'Amount', mode: 'Mode' },
  allPayments: 'All conversions',
  noPayments: 'No payment has been seen yet. It appears here as soon as a thank-you page or Stripe tells of it.',
  toCure: 'Go there',
  toFix: 'What to do',
  more: (count: number) => (count === 1 ? 'One more in the check-up' : `${count} more in the check-up`),
  idLabel: 'Property ID',
  copyId: 'Copy',
} as const;

/** `short` stands in the bar of steps, and is part of the title. */
export const stepTexts: Record<StepId, { title: string; short: string; what: string }> = {
  name: {
    title: 'Name and hostnames',
    short: 'Name',
    what: 'What the property is called, and which sites may ask about payments.',
  },
  keys: {
    title: 'Stripe keys',
    short: 'Stripe keys',
    what: 'Restricted keys with which payments are read, and nothing else.',
  },
  payments: {
    title: 'Whose payments',
    short: 'Whose payments',
    what: 'All payments of the Stripe account, or only some.',
  },
  value: { title: 'Value of a payment', short: 'Value', what: 'With or without tax and shipping.' },
  redirect: {
    title: 'Redirect after the payment',
    short: 'Redirect',
    what: 'So that buyers come back to your thank-you page.',
  },
  webhook: {
    title: 'Webhook',
    short: 'Webhook',
    what: 'So that Stripe tells of closed tabs, bank debits, refunds and renewals.',
  },
  destinations: {
    title: 'Destinations',
    short: 'Destinations',
    what: 'Where the server sends what no page could report.',
  },
  downloads: { title: 'Google Tag Manager', short: 'Tag Manager', what: 'One file to import, made for this property.' },
  checklist: { title: 'Outside Google Tag Manager', short: 'Outside', what: 'What no import brings along.' },
  test: { title: 'First test payment', short: 'First test', what: 'The proof that everything fits together.' },
};

export const stateTexts: Record<StepState, string> = {
  done: 'done',
  open: 'open',
  look: 'look at this',
  left_out: 'left out by you',
};

const noteTexts: Record<Exclude<StepNote, 'left_out'>, string | undefined> = {
  done: undefined,
  open: undefined,
  only_test_key: 'Only test payments can be read; the key for live payments is missing.',
  only_live_key: 'Only live payments can be read; without a key for test payments you cannot try anything out.',
  placeholder_seen:
    'Buyers came back with the text {CHECKOUT_SESSION_ID} instead of their payment: a redirect is entered wrongly.',
  no_event_yet: 'Connected, but no event has arrived yet. The first payment brings one.',
  mode_without_webhook: 'Connected for live or test payments only, though there is a key for both.',
  unconfirmed: 'A GA4 destination is there, and nobody has said yet that its test event arrived.',
  partly: 'Some of it is done.',
  shared: 'Another property may get the same payments. Give each the payment links of its own.',
  unsettled: 'A checkout arrived that is not paid.',
  parts_missing:
    'A payment arrived, but not every part of it. The step says which one is missing, why, and what to do.',
};

/** What of a step can be left out. */
const leavable: Partial<Record<StepId, OptionalPart>> = {
  webhook: 'webhook',
  destinations: 'destinations',
  test: 'page',
};

/** What there is to say of a step beside how it stands; `undefined` where that says it all. */
export function wordNote({ id, note, leftOutAtMs = 0 }: StepStatus): string | undefined {
  if (note !== 'left_out') return noteTexts[note];
  const part = leavable[id];
  if (part === undefined) return stateTexts.left_out;
  const { what, loss } = wordLeftOut(part, leftOutAtMs);
  return `${what} ${loss}`;
}

export const frameTexts = {
  title: 'Set-up',
  intro:
    'Ten steps from here to the first payment in GA4. Each can be left and resumed; what is done is read from the property and its payments, whoever did it and wherever.',
  stepOf: (number: number, all: number) => `Step ${number} of ${all}`,
  steps: 'Steps of the set-up',
  stepLabel: (number: number, title: string, state: string) => `${number}. ${title}: ${state}`,
  previous: (title: string) => `Back: ${title}`,
  next: (title: string) => `Next: ${title}`,
  all: 'All steps',
  setItUp: (title: string) => `Set it up: ${title}`,
  save: 'Save and go on',
  done: 'Mark as done and go on',
} as const;
