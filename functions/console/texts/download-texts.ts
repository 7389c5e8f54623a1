// What the page with the downloads says.
import type { BakedSetting, LeftOver } from '../../downloads/list-left-over.ts';

const list = new Intl.ListFormat('en-GB');

export const downloadTexts = {
  title: 'Downloads',
  intro:
    'What Google Tag Manager imports, with your Property ID and these values filled in. Nothing here is stored: the address of this page holds the values, so it can be kept or sent on.',
  formTitle: 'What is filled in',
  functions: 'Address of your functions',
  functionsHint:
    'Where the public function of this deployment answers, such as https://tags.example.com. Tag Manager takes only https:// and a name, no port and no IP address.',
  functionsUnknown:
    'The console does not know it, because Tag Manager would not take the address that you opened the console with.',
  container: 'Address of your server container',
  containerHint:
    'Only where you run server-side tagging: your tagging server without /checkout at its end, such as https://sgtm.example.com. Pages then ask it, and it asks your functions.',
  measurementId: 'GA4 Measurement ID',
  measurementIdHint: 'It begins with G- and stands in GA4 under Admin → Data streams → your stream.',
  adsConversionId: 'Google Ads conversion id',
  adsConversionIdHint:
    'Only if you advertise on Google. The digits behind AW- in Google Ads under Goals → your conversion action → Tag setup.',
  adsLabel: 'Google Ads conversion label',
  adsLabelHint: 'In the same place, behind the slash. With both, the Google Ads tags fire; without, they stay paused.',
  adsHalf: 'A Google Ads conversion has an id and a label. Enter both, or neither.',
  googleTag: 'Add the Google tag',
  googleTagHint:
    'Only where your web container has none and your pages load none otherwise: a second one counts every page view twice.',
  dataLayer: 'Name of the data layer',
  dataLayerHint: 'Only where your GTM snippet names another one than dataLayer.',
  more: 'More',
  fill: 'Fill in',
  faulty: 'Correct the marked fields above and press “Fill in”; then the files can be downloaded.',
  missingTitle: 'The files are not built yet',
  missing:
    'They are built by themselves within a minute after “npm run serve” or “npm start”; this page looks again by itself. On any other deployment, whoever runs it builds them with “npm run build” and deploys again, or sets TILLTAG_ASSETS to the built folder.',
  filesTitle: 'Containers',
  containers: {
    'web-container.json': {
      title: 'Web container',
      what: 'For every site: the tags, triggers and variables for GA4, Google Ads and Meta, and the templates inside.',
      download: 'Download web-container.json',
    },
    'server-container.json': {
      title: 'Server container',
      what: 'Only where you run server-side tagging: the client that pages ask, and the tags that send from the server.',
      download: 'Download server-container.json',
    },
  },
  how: {
    'web-container.json': [
      'In Google Tag Manager, open your web container, then Admin → Import Container, and choose this file and your workspace.',
      'Choose Merge and “Rename conflicting tags, triggers, and variables”, so that nothing of yours is overwritten.',
      'Do what is left below, look at it in Preview on your site, and publish.',
    ],
    'server-container.json': [
      'In Google Tag Manager, open your server container, then Admin → Import Container, and choose this file and your workspace.',
      'Choose Merge and “Rename conflicting tags, triggers, and variables”, so that nothing of yours is overwritten.',
      'Do what is left below, and publish; then add its address as a destination in the settings.',
    ],
  },
  leftTitle: 'Left to do by hand after the import',
  leftNothing: 'Nothing: every value is in the file.',
  adsTitle: 'Google Ads, if you use it',
  ads: [
    'The tags are in the file: a conversion linker and the purchase. They stay paused until they know your conversion.',
    'In Google Ads, make a conversion action for purchases (Goals → Conversions), choose to set it up with Google Tag Manager, and enter its id and label above; then download the file anew. Or, after the import, fill in the variables Google Ads Conversion ID and Google Ads Conversion Label and unpause Tilltag - Google Ads - Conversion linker and Tilltag - Google Ads - Purchase.',
    'Leave the linker paused if your container has a conversion linker already, and pause a purchase tag of your own, or each sale counts twice.',
  ],
  metaTitle: 'Meta, if you use it',
  metaIntro:
    'No file of ours holds Meta’s own tag: it comes from Meta through the Community Template Gallery. The triggers and variables that it needs are in the file.',
  metaWeb: {
    title: 'In the web container',
    steps: [
      'Templates → Search Gallery: add Meta’s template for its Pixel. Make a tag of it: your Pixel ID, and the standard event Purchase.',
      'Trigger: Tilltag - Purchase.',
    ],
    fieldsCaption: 'Which field of Meta’s tag gets which variable',
    columns: { field: 'Field of Meta’s tag', variable: 'Variable' },
    fields: [
      ['Event ID, among the further settings', 'Tilltag - Event ID'],
      ['Object property value', 'Tilltag - Value'],
      ['Object property currency', 'Tilltag - Currency'],
      ['Advanced matching em (e-mail)', 'Tilltag - Meta - em'],
      ['Advanced matching ph (phone)', 'Tilltag - Meta - ph'],
      ['Advanced matching fn and ln (names)', 'Tilltag - Meta - fn, Tilltag - Meta - ln'],
      [
        'Advanced matching ct, st, zp and country',
        'Tilltag - Meta - ct, Tilltag - Meta - st, Tilltag - Meta - zp, Tilltag - Meta - country',
      ],
      ['Advanced matching external_id', 'Tilltag - Meta - external_id'],
    ],
    after:
      'The same Event ID from page and server lets Meta count a purchase once. The variables are empty where consent or your settings forbid personal data.',
  },
  metaServer: {
    title: 'In the server container, where you run one',
    steps: [
      'Templates → Search Gallery: add Meta’s template for its Conversions API. Make a tag of it with Pixel ID and access token. It reads event, amount and Event ID from the event itself.',
      'Trigger: Tilltag - Purchase with consent to ad user data, so that nothing leaves without it.',
    ],
  },
  back: (number: number, title: string) => `Back to step ${number}: ${title}`,
  templatesTitle: 'Single templates',
  templates:
    'For containers that you build by hand. In Tag Manager, open Templates → New, then Import in the menu at the top right. Mind the kind: a web template does not go into a server container.',
  checklistTitle: 'Outside Tag Manager',
  checklist: 'What no file can bring along. Tick it off in the set-up:',
  toChecklist: 'Open the checklist',
} as const;

const fields: Record<BakedSetting, string> = {
  propertyId: 'Property ID',
  endpoint: downloadTexts.functions,
  functionEndpoint: downloadTexts.functions,
  measurementId: downloadTexts.measurementId,
  adsConversionId: downloadTexts.adsConversionId,
  adsLabel: downloadTexts.adsLabel,
};

/** One thing that is left to do, and how the next download spares it. */
export function wordLeftOver(left: LeftOver): string {
  switch (left.kind) {
    case 'fill_in':
      return `Fill in the ${toNouns(left.variables)}, or enter ${toFields(left.settings)} above and download again.`;
    case 'google_tag':
      return `In your own Google tag, choose ${left.variable} as “Configuration settings variable”. If there is no Google tag, tick “${downloadTexts.googleTag}” above and download again.`;
    case 'container_secret':
      return `Paste the container secret into the field “Container secret” of the client ${left.client}. It is shown once, when the server container is added as a destination or a new secret is made in the settings.`;
    case 'google_ads':
      return `Only with Google Ads: fill in the ${toNouns(left.variables)} and unpause ${list.format(left.pausedTags)}, or enter ${toFields(left.settings)} above and download again.`;
  }
}

function toNouns(variables: readonly string[]): string {
  return `${variables.length === 1 ? 'variable' : 'variables'} ${list.format(variables)}`;
}

function toFields(settings: readonly BakedSetting[]): string {
  return list.format([...new Set(settings.map((setting) => `“${fields[setting]}”`))]);
}
