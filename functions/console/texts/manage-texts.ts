// What the settings page about exporting, moving, erasing and deleting says.
export const manageTexts = {
  exportTitle: 'Export',
  exportIntro:
    'All settings of this property as one JSON file, to be kept or compared. Keys and secrets are not in it: of them it says only whether they are there.',
  export: 'Download the settings',
  eraseTitle: 'Erase a buyer',
  eraseIntro:
    'For a buyer who asks for it: removes what tells who bought, for one person or one payment. What was sold stays in the figures, with its campaign. Before anything is erased you see what goes and what stays.',
  erase: 'Find and erase',
  moveTitle: 'Move to another account',
  moveIntro:
    'The property goes there with all that it recorded. Its keys, tags and addresses stay as they are; who may see it are then the members of the other account.',
  moveNone: 'You own no other account. Make one under Accounts, or have its owner make you an owner there.',
  moveTo: 'Account',
  moveSubmit: 'Move the property',
  moveFault: 'Choose an account that you own.',
  deleteTitle: 'Delete',
  deleteIntro:
    'Removes the property and all that it recorded: payments, deliveries, buyers’ data, clicks and figures. It cannot be undone. Only the audit trail of the account keeps that it happened.',
  deleteBefore:
    'Before: take its tags out of Google Tag Manager. Afterwards they get an error. What GA4, Google Ads and Meta were told stays there.',
  deleteWebhook: 'Its webhook is removed from Stripe where the stored key may do that; else you are told.',
  deleteName: 'Type the name of the property',
  deleteNameHint: (name: string) => `Exactly as it is written here: ${name}`,
  deleteNameFault: 'This is not its name. Nothing was deleted.',
  deleteSubmit: 'Delete it for good',
  progressTitle: (name: string) => `Deleting ${name}`,
  goingOn: 'What it recorded is being removed. Nothing is sent or answered for it meanwhile.',
  settling:
    'Everything that it recorded is removed. For a minute and a half running functions may still remember the property; then the rest goes.',
  mayLeave: {
    going_on:
      'You may leave this page: Tilltag finishes it by itself, some of it every minute. While the page is open, it goes faster.',
    settling: 'You may leave this page: Tilltag finishes it by itself.',
  },
  stay: 'Keep this page open until it leads back to the account: nothing ran by itself in the last ten minutes, so that nothing else goes on with it. Once that runs again, it finishes what is left.',
  endpoints: {
    removed: { live: 'The live webhook was removed from Stripe.', test: 'The test webhook was removed from Stripe.' },
    left: {
      live: 'The live webhook could not be removed from Stripe. Open Developers → Webhooks there in live mode, and delete the endpoint whose address ends in this property’s id:',
      test: 'The test webhook could not be removed from Stripe. Open Developers → Webhooks there in test mode, and delete the endpoint whose address ends in this property’s id:',
    },
  },
  beingDeleted:
    'This property is being deleted. Nothing of it can be changed, moved or erased any more, nothing is sent or answered for it, and all that it recorded is being removed.',
  goOn: 'See how far it is',
} as const;
