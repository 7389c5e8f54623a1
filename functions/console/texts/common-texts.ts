// Words that several pages share.

/** What a page says after something was done, by the word in its address. */
export const notices: Readonly<Record<string, string>> = {
  saved: 'Saved.',
  created: 'Created.',
  deleted: 'Deleted.',
  sent: 'Sent.',
  checked: 'Today and yesterday were compared with Stripe.',
  refreshed: 'What happened until now is counted.',
  refreshed_partly: 'Not everything that changed could be counted now. What is missing follows by itself.',
  refreshed_lately: 'This was brought up to date moments ago. Wait half a minute before you do it again.',
  tried_again: 'Tried again. How it stands now is below.',
  settled: 'Left as it is, for good.',
  signed_out: 'You are signed out.',
  left: 'You left the account.',
};

export const commonTexts = {
  product: 'Tilltag',
  skipToContent: 'Skip to content',
  signOut: 'Sign out',
  accounts: 'Accounts',
  properties: 'Properties',
  members: 'Members',
  auditTrail: 'Audit trail',
  you: 'You',
  navigation: 'Main',
  propertyNavigation: 'This property',
  overview: 'Overview',
  setup: 'Set-up',
  conversions: 'Conversions',
  coverage: 'Coverage',
  campaigns: 'Campaigns',
  doctor: 'Check-up',
  downloads: 'Downloads',
  settings: 'Settings',
  beingDeleted: 'being deleted',
  viewerNote: 'You may look at everything here and change nothing. An owner of the account may.',
} as const;

/** What is wrong where no page can be shown. */
export const refusals = {
  not_found: {
    title: 'There is nothing here',
    sentence: 'The address is wrong, or what was here belongs to an account that you are not a member of.',
  },
  owners_only: {
    title: 'Only owners may do this',
    sentence: 'Your role in this account is viewer. Ask one of its owners to do it, or to make you an owner.',
  },
  stale_form: {
    title: 'This form is too old',
    sentence:
      'You signed in anew since the page was opened. Go back, load the page again and send the form once more; nothing was changed.',
  },
  other_site: {
    title: 'This came from another site',
    sentence:
      'Forms are taken from the console’s own pages only; nothing was changed. If you see this after a click in the console, your browser hides where a form comes from.',
  },
  being_deleted: {
    title: 'This property is being deleted',
    sentence:
      'Nothing of it can be changed any more, and nothing was. What it recorded is being removed, buyers’ data included; under Accounts, its account shows how far that is.',
  },
  too_large: {
    title: 'That was too much text',
    sentence: 'The form is larger than the console takes; nothing was changed. Enter less.',
  },
  unavailable: {
    title: 'The database did not answer in time',
    sentence: 'Wait a moment and load the page again. What you sent may or may not have been saved; the page shows it.',
  },
  internal: {
    title: 'Something went wrong here',
    sentence:
      'It was written to the log. Load the page again; if it happens again, whoever runs this deployment finds the reason in the log of the console function.',
  },
} as const;

export type RefusalCode = keyof typeof refusals;
