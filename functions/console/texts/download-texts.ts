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
