// The sentences of the check-up page; those of the findings stand with the doctor.

/** What a link to the page where something is put right says, by the page's path below the property. */
export const fixLinks: Readonly<Record<string, string>> = {
  '/setup/name': 'Open name and hostname',
  '/setup/keys': 'Open Stripe keys',
  '/setup/payments': 'Open whose payments',
  '/setup/redirect': 'Open redirect',
  '/setup/webhook': 'Open webhook',
  '/setup/destinations': 'Open destinations',
  '/setup/test': 'Open first test payment',
  '/conversions': 'Open conversions',
  '/settings': 'Open settings',
  '/settings/manage': 'Open the page where it is deleted',
};

export const doctorTexts = {
  title: 'Check-up',
  storedIntro:
    'What is known from the property and from what was recorded. Stripe, your destinations and your thank-you page were not asked; that takes a few seconds.',
  checkedIntro: 'Stripe and your destinations were asked just now. Nothing was changed or sent.',
  checkedAt: 'As of',
  viewerNote: 'An owner of the account can also have Stripe, the destinations and a page asked.',
  askTitle: 'Ask Stripe, destinations and a page',
  urlLabel: 'Thank-you page to look at (optional)',
  urlHint:
    'The page that buyers come back to, with or without session_id={CHECKOUT_SESSION_ID}. It is fetched once, its scripts do not run, and redirects are not followed.',
  endpointLabel: 'Address of your functions for pages',
  endpointHint: 'What a Content-Security-Policy of the page is compared with.',
  webhookLabel: 'Address of your functions for Stripe',
  webhookHint: 'What the webhook at Stripe is compared with.',
  check: 'Check everything',
  checkAgain: 'Check again',
  stillNote: 'Takes up to ten seconds.',
  red: 'To be put right',
  yellow: 'To be looked at',
  leftOut: 'Left out by you',
  green: 'As it should be',
  redMark: 'Wrong',
  yellowMark: 'Look',
  leftOutMark: 'Left out',
  greenMark: 'Good',
  summary: 'Summary',
  why: 'Why it matters',
  fix: 'What to do',
  jump: 'Ask Stripe, your destinations and a page',
  nothingRed: 'Nothing that is known is to be put right; something is to be looked at.',
  nothingWrong: 'Nothing that is known is to be put right or looked at.',
} as const;
