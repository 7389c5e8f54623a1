// What the step about destinations says.
import type { StripeMode } from '../../rules/property.ts';

export const destinationStepTexts = {
  intro:
    'Thank-you pages report purchases through Google Tag Manager. What no page reports (closed tabs, late payments, refunds, renewals) can be sent by the server: through your own server container, or straight to GA4.',
  listTitle: 'What is there',
  listCaption: 'The destinations of this property',
  columns: { what: 'Destination', payments: 'Gets', state: 'State', action: 'To do' },
  gets: { live: 'live payments', test: 'test payments' } satisfies Record<StripeMode, string>,
  kinds: { ga4: 'GA4', server_container: 'Server container' },
  states: { confirmed: 'seen at work', unconfirmed: 'not proven yet', connected: 'set up' },
  check: 'Check now',
  of: (name: string) => `: ${name}`,
  sendTest: 'Send a test event',
  iSawIt: 'I saw it in Realtime',
  ga4Proof:
    'GA4 takes whatever is sent and says nothing, even to a wrong ID. So look yourself: send a test event, open GA4 → Reports → Realtime, and find tilltag_test under “Event count by Event name”. It may take a minute. Then press “I saw it in Realtime”.',
  sent: 'The test event was sent. Look for tilltag_test in GA4 → Reports → Realtime. It may take a minute.',
  sentUnproven: 'Then press “I saw it in Realtime”.',
  notSent: (reason: string) =>
    `The test event could not be sent (${reason}). Check the Measurement ID, try again in a minute, and see whether this deployment may reach Google.`,
  secretClosed: 'The secret of this destination cannot be opened with the key ring of this deployment. Enter it anew.',
  addGa4: 'Add GA4',
  ga4Intro: 'For shops without a server container. Google Ads cannot be fed this way.',
  measurementId: 'Measurement ID',
  measurementIdHint: 'It begins with G- and stands in GA4 under Admin → Data streams → your stream.',
  apiSecret: 'API secret',
  apiSecretHint: 'In the same data stream, under “Measurement Protocol API secrets”: press Create and copy its value.',
  region: 'Where GA4 collects',
  regions: { global: 'Anywhere', eu: 'In the European Union only' },
  mode: 'Which payments it gets',
  modes: {
    test: {
      label: 'Test payments',
      hint: 'To try it out. Use a data stream of its own, or your reports hold test sales.',
    },
    live: { label: 'Live payments', hint: 'What real buyers pay.' },
  } satisfies Record<StripeMode, { label: string; hint: string }>,
  addContainer: 'Add a server container',
  containerIntro:
    'For Google Ads and Meta beside GA4. The Checkout client in your container has to be there: import the server container’s file first.',
  url: 'Address of the Checkout client',
  urlHint: 'The address of your tagging server with the client’s path, such as https://sgtm.example.com/checkout.',
  urlWithoutPath:
    'The Checkout client answers below the path /checkout. Add it to the address, such as https://sgtm.example.com/checkout.',
  add: 'Check and add',
  madeTitle: 'The secret of your server container',
  made: 'Copy it now into the field “Secret” of the Checkout client in your server container, and publish. It is shown only this once.',
  shared:
    'The container shares the secret of the others of this property: copy it from the Checkout client in one of them.',
  madeGoOn: 'I have copied it',
  copy: 'Copy',
  skip: 'Go on with the browser only',
  skipHint:
    'Without a destination, refunds, renewals and payments without a thank-you page are recorded here and reported nowhere.',
  goOn: 'Go on',
  alreadyThere:
    'This destination is there already. To give it another secret, go to Settings, Destinations, and change it there.',
  added: (name: string) => `${name} was added.`,
} as const;
