// What the steps of the set-up say that have little of their own: name, payments, value, downloads, checklist.
export const nameStepTexts = {
  intro:
    'The hostnames decide which pages may ask about payments. A page on any other host is refused, so that nobody can read your buyers’ data by copying a tag.',
} as const;

export const paymentsStepTexts = {
  intro:
    'Where one Stripe account sells for several sites, each property should get its own payments only. Otherwise every sale is reported as often as there are properties.',
  sharedTitle: 'Another property may get the same payments',
  shared: (names: string) =>
    `${names} uses the same Stripe account, and its choice and this one overlap. Give each of them its own payment links below, or delete one of them.`,
  sharedElsewhere:
    'A property of another account in this deployment uses the same Stripe account, and its choice and this one overlap. Choose only the payment links of this site.',
  linksUnread: {
    missing_permission:
      'Your key may not read payment links, so they cannot be listed here. Copy their ids from Stripe, or tick “Payment Links: Read” for the key in Stripe under Developers → API keys and load this page again.',
    no_key: 'Once a Stripe key is stored, its payment links are listed here.',
    viewer: 'For owners of the account, the payment links to choose from are read from Stripe and listed here.',
    unavailable: 'Stripe could not be asked for your payment links just now. Load this page again, or copy their ids.',
  },
} as const;

export const downloadsStepTexts = {
  intro: 'Google Tag Manager takes everything as one file: templates, variables, triggers and tags.',
  filledIn: 'Your Property ID and the address of your functions are filled in.',
  filledInBut:
    'Your Property ID is filled in. The address of your functions is not known here; the next page asks for it.',
  open: 'Choose and download the files',
  files: {
    'web-container.json': 'Web container, for every site',
    'server-container.json': 'Server container, only where you run server-side tagging',
  },
  how: [
    'In Google Tag Manager, open Admin → Import Container and choose the downloaded file.',
    'Choose your workspace, then Merge and “Rename conflicting tags, triggers, and variables”, so that nothing of yours is overwritten.',
    'Look at what is new, fill in what the download page names as missing, preview it on your site, and submit.',
  ],
  templates: 'Each template can be had by itself there, too, for containers that you build by hand.',
  tick: 'I have imported and published the container',
  seen: 'A page with the container has asked about a payment: it is published and runs.',
} as const;

export const checklistTexts = {
  intro:
    'These settings lie in GA4, Google Ads and on your site, where no import reaches. A tick is a note for you and your colleagues: it says that the item is done or not for you, and changes nothing there.',
  tick: (title: string) => `Done, or not for us: ${title}`,
  todo: 'Do',
  otherwise: 'Otherwise',
  onlyFor: { google_ads: 'Only with Google Ads' },
  legend: (where: string) => `In ${where}`,
  legendSite: 'On your site',
} as const;
