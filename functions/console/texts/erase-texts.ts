// The sentences about erasing a buyer’s data: what is looked for, what was found, what erasing does and does not do, and what was done.

export const eraseTexts = {
  title: 'Erase a buyer’s data',
  lead: 'For a buyer who asks for it. First you see what is kept of the person; nothing is erased before you confirm it.',
  by: 'Whose data',
  byEmail: 'Everything of one e-mail address',
  byEmailHint: 'Stripe is asked as well for its payments, as far as the property’s keys may read sessions.',
  bySession: 'The buyer of one payment',
  email: 'E-mail address',
  session: 'Checkout session',
  sessionHint: 'It begins with cs_ and stands in Stripe at the payment, and in the list of conversions.',
  submit: 'Find what is kept',

  foundTitle: 'What was found',
  found: (count: number): string =>
    count === 1 ? '1 payment of this buyer is kept here.' : `${toNumber(count)} payments of this buyer are kept here.`,
  caption: 'Payments of this buyer, newest first',
  columns: { when: 'When', what: 'What', value: 'Value', status: 'Status', told: 'Told to' },
  erasedBefore: 'Erased before',
  noValue: 'none',
  thankYouPage: 'tags on the thank-you page',
  toldNobody: 'nobody',
  furtherPayments: (count: number): string =>
    count === 1
      ? 'One older payment is not listed, and is erased too.'
      : `${toNumber(count)} older payments are not listed, and are erased too.`,
  atStripe: (count: number): string =>
    count === 1
      ? '1 more checkout goes by this address, of which no payment can be shown: Stripe alone knows it, or what is kept of it cannot be read. What is told of it later is then kept without personal data.'
      : `${toNumber(count)} more checkouts go by this address, of which no payment can be shown: Stripe alone knows them, or what is kept of them cannot be read. What is told of them later is then kept without personal data.`,
  nothingFound:
    'Nothing is kept under this address, and Stripe knows no payment of it under the keys of this property. There is nothing to erase.',
  nothingFoundHint:
    'E-mail addresses are kept for 72 hours at most, and never where the property keeps none. A payment from before is found through Stripe, or by its checkout session.',
  nothingOfSession:
    'This property knows nothing of that session. If you erase it all the same, what is told of it later is kept without personal data.',
  allErased: 'All of this was erased before. Erasing again does no harm, and finishes what may have been left.',
  notAsked: (mode: string, why: string): string => `Stripe was not asked about all ${mode} payments: ${why}.`,
  notAskedCure: 'What it would have named is not in this list. Mend that first, or erase now and do it again later.',

  doesTitle: 'What erasing does',
  does: 'It removes e-mail address, phone number, name, postal address, Stripe’s customer id and your own reference of the checkout. With them go the record of the click on the payment link – click ids such as gclid, the ids of GA4 and Meta, pages and times of the visits – and what the link took along through Stripe. What still waits to be sent goes out without user data. Running functions that remember the payment forget it within a minute. It cannot be undone.',
  staysTitle: 'What stays here, and why',
  stays: (clickDays: number): readonly string[] => [
    'What was sold: amounts, items, coupon and dates, with its refunds, disputes and renewals, so that no figure changes and nothing counts twice. Stripe’s ids of checkout, payment and subscription stay with it; they name nobody, but whoever may look into your Stripe account finds the buyer by them.',
    'The campaign: the UTM values with which the buyer came back, and source, medium and campaign of the first and the last visit. They say what brought the sale and not who bought, as long as your UTM values name nobody.',
    'The consent as it was last told, so that what still waits goes out as far as the buyer allowed.',
    'Where each event was sent and when, and when pages asked, so that nothing is sent twice; and that the data were erased, so that what Stripe tells later is kept without them.',
    `Clicks that are not known to have led to a payment of this buyer: nothing here says whose they were. Each goes by itself ${clickDays} days after it was made.`,
    'In the audit trail, that somebody erased data and how many payments, or a shortened session id, for two years. And copies of the database that you made before, for as long as you keep them.',
  ],
  doesNotTitle: 'What stays elsewhere',
  staysThere: (names: readonly string[]): string =>
    names.length === 0
      ? 'What tags on your pages told GA4, Google Ads or Meta stays there. Have it erased there too.'
      : `What was sent to ${names.join(', ')} stays there, and so does what tags or a server container passed on to Google Ads or Meta. Have it erased there too.`,
  ga4: 'In GA4, an editor finds the person under Explore → User explorer by the transaction ID, which is the checkout session (cs_…) of the payment, and deletes the user there.',
  stripe:
    'Stripe keeps the payment and whoever paid it, as bookkeeping wants; Stripe has redaction jobs for personal data.',
  stripeLink: 'How Stripe redacts a customer',
  elsewhereTitle: 'Other properties that know this buyer',
  elsewhere: 'Erasing here changes nothing there:',
  elsewhereErase: 'find and erase there',
  elsewhereViewer: 'an owner of its account erases there',
  elsewhereCut: (looked: number, all: number): string =>
    `The first ${toNumber(looked)} of the ${toNumber(all)} properties that you may see were looked through.`,
  confirm: 'Erase for good',
  confirmUnknown: 'Erase all the same',
  cancel: 'Erase nothing',
  lookAgain: 'Look for somebody else',

  doneTitle: 'Done',
  erased: (count: number): string => `The buyer’s data of ${countPayments(count)} were erased.`,
  more: (count: number): string =>
    count === 1
      ? 'One of them was not in the list that you saw: it came since, or was not found then.'
      : `${toNumber(count)} of them were not in the list that you saw: they came since, or were not found then.`,
  repeated: (count: number): string => `Erased before: ${countPayments(count)}.`,
  unknownOfEmail: (count: number): string =>
    `At Stripe, and not kept here: ${countPayments(count)}. What is told of it later is kept without personal data.`,
  unknownSession: 'This property knew nothing of that session. What is told of it later is kept without personal data.',
  nothingErased: 'Nothing is kept under this address.',
  again: 'Once that is mended, do the same again.',
  remember: 'What destinations and Stripe were told before stays there until you have it erased there.',
} as const;

function countPayments(count: number): string {
  return count === 1 ? '1 payment' : `${toNumber(count)} payments`;
}

function toNumber(count: number): string {
  return count.toLocaleString('en');
}
