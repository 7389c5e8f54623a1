// What the settings pages about destinations and the container secret say.
export const destinationSettingsTexts = {
  intro:
    'Where the server sends what no page reported. Live and test payments go to different destinations; without one for test payments, those are sent nowhere.',
  none: 'There is no destination. The server records and sends nothing.',
  listTitle: 'Destinations',
  payments: 'Gets',
  state: 'State',
  secret: 'Secret',
  secretStored: 'stored, encrypted',
  id: 'Id for the command line',
  change: 'Change or remove',
  check: 'Check now',
  of: (name: string) => `: ${name}`,
  changeTitle: 'Change a destination',
  changeGa4:
    'The stored API secret belongs to its data stream. With another Measurement ID it is discarded and never sent there; enter the secret of the other stream with it.',
  changeContainer:
    'The stored secret belongs to the host. With another host it is discarded and never sent there; a new one is made for all server containers of this property and shown once.',
  apiSecretKept: 'Leave it empty to keep the stored one, unless the Measurement ID changes.',
  apiSecretNeeded:
    'This is another data stream, so the stored secret was not used for it. Enter the API secret of that stream.',
  placeTaken: 'Another destination of this property lies there. Change or remove that one first.',
  alreadyThere: 'This destination is there already. Change it in the list above.',
  save: 'Check and save',
  doubtTitle: 'When nobody knows whether a send arrived',
  doubtIntro:
    'A connection can break after an event went out. What is chosen here holds for what is sent from now on; what waits for you already goes on waiting for you.',
  doubt: 'Where a send is in doubt',
  doubtSave: 'Save the rule',
  doubtOf: (name: string) => `${name}, where a send is in doubt`,
  ruled: (name: string, rule: string) => `${name}, where a send is in doubt: ${rule}.`,
  rules: { ask: 'Ask me', send_again: 'Send it again', leave: 'Leave it' },
  ruleHints: {
    ga4: {
      ask: 'It waits in the list of conversions until somebody looked into GA4 and decides.',
      send_again:
        'After an hour, once. GA4 drops a repeated purchase, but counts a repeated refund, renewal or dispute once more: where the first one did arrive, its money stands there twice.',
      leave: 'After an hour it counts as sent. Where it did not arrive, it stays missing in GA4.',
    },
    server_container: {
      ask: 'It waits in the list of conversions until somebody looked where the container’s tags send to, and decides.',
      send_again:
        'After an hour, once. It carries the same event id, by which receivers drop it where the tag hands that on. Where a tag does not and the first one did arrive, its money counts twice.',
      leave: 'After an hour it counts as sent. Where it did not arrive, it stays missing there.',
    },
  },
  removeTitle: 'Remove this destination',
  removeIntro:
    'Nothing is sent there any more, including what waits for it now. What was sent stays in the reports there and is recorded here.',
  remove: 'Remove it',
  back: 'All destinations',
  removed: (name: string) => `${name} was removed.`,
  senderChanged: {
    browser: 'The server has nowhere left to send to, so from now on the thank-you page alone reports purchases.',
    browser_first:
      'No destination for live payments is left, so from now on the thank-you page reports purchases, and the server where no page did.',
    server: '',
  },
  endedSecret: 'It was the last server container, and with it the container secret ended.',
  stillTrusted:
    'That container still knows the secret that your other containers use. Make a new one below, if it is not to speak for visitors any more.',
  added: (name: string) => `${name} was added.`,
  changed: (name: string) => `${name} was changed.`,
  secretDropped:
    'The address has another host, so the old secret was discarded. Below is the new one, for all server containers of this property.',
  secretTitle: 'Container secret',
  secretIntro:
    'Server containers and these functions know each other by one secret. A new one takes the place of the old one at once: until a container has it, its requests are refused and what is sent to it is tried again later.',
  secretState: { none: 'None is set.', set: 'One is set. It is never shown again.' },
  renewTitle: 'Make a new container secret',
  renewHint: (count: number) =>
    count === 0
      ? 'For a server container that only looks payments up. One that also gets events is added below with its own.'
      : count === 1
        ? 'Have your server container open in Tag Manager, because it needs the new one right away.'
        : `Have your ${count} server containers open in Tag Manager, because they all need the new one right away.`,
  renew: 'Make a new one',
  madeTitle: 'The new container secret',
  made: 'Copy it now into the field “Container secret” of the Checkout client, and publish the container. It is shown only this once.',
  madeFor: 'These have to get it:',
  copy: 'Copy',
  addTitle: 'Add a destination',
} as const;
