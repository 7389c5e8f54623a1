// Words what is left to do by hand after a container file was imported, with the options that spare it next time.
import type { BakedSetting, LeftOver } from '../../functions/downloads/list-left-over.ts';

const options: Record<BakedSetting, string> = {
  propertyId: '--property-id',
  endpoint: '--endpoint',
  functionEndpoint: '--function-endpoint',
  measurementId: '--measurement-id',
  adsConversionId: '--ads-conversion-id',
  adsLabel: '--ads-label',
};

const list = new Intl.ListFormat('en-GB');

/** One line of text without its end. */
export function describeLeftOver(left: LeftOver): string {
  switch (left.kind) {
    case 'fill_in':
      return `Fill in ${toWords(left.variables)}, or build with ${toOptions(left.settings)}.`;
    case 'google_tag':
      return `Choose ${left.variable} in your own Google tag, as its configuration settings variable; without such a tag, build with --with-google-tag.`;
    case 'container_secret':
      return `Paste the container secret into the field Container secret of ${left.client}; npm run tilltag -- property destination add --help says how to get it.`;
    case 'google_ads':
      return `For Google Ads: fill in ${toWords(left.variables)}, and unpause ${toWords(left.pausedTags)}; or build with ${toOptions(left.settings)}.`;
  }
}

function toWords(names: readonly string[]): string {
  return list.format(names);
}

function toOptions(settings: readonly BakedSetting[]): string {
  return list.format(settings.map((setting) => options[setting]));
}
