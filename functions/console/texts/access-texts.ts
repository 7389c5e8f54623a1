// The words of accounts, members, the audit trail, and one's own page.
import type { Role } from '../../rules/account.ts';

export const roleNames: Record<Role, string> = { owner: 'Owner', viewer: 'Viewer' };

export const accountTexts = {
  title: 'Accounts',
  about: 'An account holds the properties of one shop or one client, and the people who may see them.',
  tableCaption: 'Your accounts',
  name: 'Account',
  role: 'Your role',
  none: 'You are in no account yet',
  noneYours: 'Make one below, or ask an owner to add your address under Members.',
  noneAtAll:
    'Ask an owner of the account that you want to see to add your address under Members. Then load this page again.',
  createTitle: 'Another account',
  createAbout: 'For another shop or client whose people shall not see the properties that you have here.',
  nameLabel: 'Name',
  nameHint: 'As you call the shop or the client. You can change it later.',
  nameFault: 'Enter a name of 1 to 80 characters.',
  createSubmit: 'Create the account',
  notYours: 'Only who owns an account may make another one',
  notYoursWhy: 'Your role is viewer everywhere. Ask an owner to make the account, or to make you an owner.',
} as const;

export const memberTexts = {
  title: 'Members',
  about:
    'Owners change everything in this account. Viewers see everything but keys and secrets, which nobody sees, and change nothing.',
  tableCaption: 'Who is in this account',
  email: 'E-mail address',
  role: 'Role',
  since: 'Since',
  actions: 'Change',
  waiting: 'asked in, has not signed in yet',
  you: 'you',
  makeOwner: 'Make owner',
  makeViewer: 'Make viewer',
  remove: 'Remove',
  /** Behind the word on a button, for whoever hears the button alone. */
  whom: (email: string) => ` (${email})`,
  askTitle: 'Ask somebody in',
  askAbout: (url: string) =>
    `No message is sent. Tell the person to open ${url} and to sign in with exactly this address.`,
  askWithoutIssuer:
    'Nobody but the owner of this machine can sign in here until a sign-in service is set (TILLTAG_OIDC_CLIENT_ID). Whom you add now waits for that.',
  askEmail: 'E-mail address',
  askRole: 'Role',
  roleHints: {
    owner: 'Changes everything, people and keys included.',
    viewer: 'Sees everything but secrets, and changes nothing.',
  } satisfies Record<Role, string>,
  askSubmit: 'Add the address',
  renameTitle: 'Name of the account',
  renameLabel: 'Name',
  renameSubmit: 'Save the name',
  faults: {
    email: 'Enter one whole e-mail address, such as ada@example.com.',
    role: 'Choose what the person may do.',
    domain: (domains: readonly string[]) =>
      `Only addresses of ${domains.join(', ')} may sign in here. Enter one of those, or have the domain added to TILLTAG_CONSOLE_DOMAINS.`,
    already: 'This address is in the account already. Change its role in the table above.',
    lastOwner: 'An account needs an owner who has signed in. Make somebody else an owner first; this was not changed.',
    changed:
      'Somebody else changed this member at the same moment. Look at the table and try again if it is still needed.',
    renamed: 'Somebody else renamed the account at the same moment. Enter the name again if it is still needed.',
    gone: 'This address is not in the account any more.',
  },
} as const;

export const auditTexts = {
  title: 'Audit trail',
  about:
    'Who changed what in this account, newest first. Of what is done at the command line it holds only that a property was deleted, or a buyer’s data erased. It holds no secrets and names no buyer. Each line is kept for two years.',
  tableCaption: 'Changes, newest first',
  when: 'When',
  who: 'Who',
  what: 'What',
  subject: 'About',
  nobody: 'Tilltag itself',
  terminal: 'Somebody at the command line',
  changed: (label: string, before: string, after: string) => `${label}: ${before || 'nothing'} → ${after || 'nothing'}`,
  moved: (before: string, after: string) => (before === after ? after : `${before} → ${after}`),
  secrets: (count: number) => (count === 1 ? '1 secret' : `${count} secrets`),
  payments: (count: number) => (count === 1 ? '1 payment' : `${count} payments`),
  older: 'Older changes',
  newest: 'Newest changes',
  none: 'Nothing has been changed yet',
  noneSentence: 'Every change that somebody makes in this account will be listed here.',
} as const;

/** What was done, in words; a word that is not here is shown as it is. */
export const auditWords: Readonly<Record<string, string>> = {
  account_created: 'Made the account',
  account_renamed: 'Renamed the account',
  member_invited: 'Asked somebody in',
  member_joined: 'Joined the account',
  member_made_owner: 'Made a member an owner',
  member_made_viewer: 'Made a member a viewer',
  member_removed: 'Removed a member',
  member_left: 'Left the account',
  property_moved_away: 'Moved a property to another account',
  property_moved_here: 'Moved a property here',
  property_deletion_begun: 'Began to delete the property',
  property_deleted: 'Deleted the property',
  delivery_sent_again: 'Sent an event again',
  delivery_settled: 'Left an event as it is',
  stripe_asked: 'Asked Stripe for missed events',
  event_replayed: 'Took in an event of Stripe’s by hand',
  buyer_erased: 'Erased data of buyers',
  property_created: 'Made a property',
  settings_changed: 'Changed settings',
  stripe_key_replaced: 'Stored a Stripe key',
  webhook_connected: 'Had Stripe make the webhook',
  webhook_secret_added: 'Stored a signing secret',
  destination_added: 'Added a destination',
  destination_confirmed: 'Saw a test event arrive',
  payment_link_redirected: 'Set the redirect of a payment link',
  payment_link_made: 'Made a payment link',
  stripe_key_removed: 'Removed a Stripe key',
  webhook_secrets_forgotten: 'Removed older signing secrets',
  secrets_resealed: 'Sealed secrets with the newest key',
  destination_changed: 'Changed a destination',
  destination_removed: 'Removed a destination',
  container_secret_renewed: 'Made a new secret for the server container',
};

export const youTexts = {
  title: 'You',
  email: 'E-mail address',
  name: 'Name',
  lastSignIn: 'Last signed in',
  accountsTitle: 'Your accounts',
  leave: (account: string) => `Leave ${account}`,
  leaveColumn: 'Leave',
  leaveAbout: 'Who leaves an account sees nothing of it any more, until an owner adds the address again.',
  signOutTitle: 'Sign out',
  signOutHere: 'Sign out in this browser',
  signOutAbout: 'A sign-in ends by itself after 14 days without a visit, and 30 days after it began.',
  everywhereTitle: 'Sign out everywhere',
  everywhereAbout:
    'Ends every sign-in of yours, in all browsers and on all devices, this one included. Do it where a device was lost.',
  everywhereSubmit: 'Sign out everywhere',
} as const;
