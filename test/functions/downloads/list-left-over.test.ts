// What a container file leaves to do by hand, held to the files themselves.
import { describe, expect, test } from 'vitest';
import { bakeContainer, type ContainerBaking } from '../../../functions/downloads/bake-container.ts';
import { listLeftOver } from '../../../functions/downloads/list-left-over.ts';
import { serverExport, webExport } from '../../scripts/containers/built-containers.ts';

const whole: ContainerBaking = {
  propertyId: 'tt_12345678',
  endpoint: 'https://tags.example.com',
  functionEndpoint: 'https://tilltag-abc.a.run.app',
  measurementId: 'G-ABC12345',
  adsConversionId: '123456789',
  adsLabel: 'AbC-D_efG',
};

const web = (given: ContainerBaking) => listLeftOver(bakeContainer(webExport, given), given);
const server = (given: ContainerBaking) => listLeftOver(bakeContainer(serverExport, given), given);

const pausedTags = ['Tilltag - Google Ads - Conversion linker', 'Tilltag - Google Ads - Purchase'];
const ads = {
  kind: 'google_ads',
  settings: ['adsConversionId', 'adsLabel'],
  variables: ['Google Ads Conversion ID', 'Google Ads Conversion Label'],
  pausedTags,
};

describe('listLeftOver', () => {
  test('of a web file that knows no shop, all its own variables, the Google tag and Google Ads', () => {
    expect(web({})).toEqual([
      {
        kind: 'fill_in',
        settings: ['propertyId', 'endpoint', 'measurementId'],
        variables: ['Property ID', 'Tilltag Endpoint', 'GA4 Measurement ID'],
      },
      { kind: 'google_tag', variable: 'Tilltag - Google tag settings' },
      ads,
    ]);
  });

  test('of a server file, the address of the functions and the secret', () => {
    expect(server({})).toEqual([
      {
        kind: 'fill_in',
        settings: ['propertyId', 'functionEndpoint', 'measurementId'],
        variables: ['Property ID', 'Tilltag Function Endpoint', 'GA4 Measurement ID'],
      },
      { kind: 'container_secret', client: 'Tilltag - Checkout client' },
      ads,
    ]);
  });

  test('what was given is not left over, and a secret no file holds', () => {
    const { measurementId: _absent, ...most } = whole;
    expect(web(most)).toEqual([
      { kind: 'fill_in', settings: ['measurementId'], variables: ['GA4 Measurement ID'] },
      { kind: 'google_tag', variable: 'Tilltag - Google tag settings' },
    ]);
    expect(server(whole)).toEqual([{ kind: 'container_secret', client: 'Tilltag - Checkout client' }]);
  });

  test('of a web file with everything in it and a Google tag, nothing', () => {
    expect(web({ ...whole, withGoogleTag: true })).toEqual([]);
  });
});
