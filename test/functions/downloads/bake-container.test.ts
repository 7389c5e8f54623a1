// What baking changes in the file of a container, and which values it refuses.
import { describe, expect, test } from 'vitest';
import { bakeContainer } from '../../../functions/downloads/bake-container.ts';
import type { ContainerExport, ExportSetting } from '../../../functions/downloads/container-export.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { serverExport, webExport } from '../../scripts/containers/built-containers.ts';

/** What the constant of this name holds. */
function constantOf({ containerVersion }: ContainerExport, name: string): string | undefined {
  return fieldOf(containerVersion.variable, name, 'value');
}

function fieldOf(entities: readonly ExportSetting[] | undefined, name: string, key: string): string | undefined {
  const parameter = entities?.find((one) => one.name === name)?.parameter?.find((one) => one.key === key);
  return parameter !== undefined && 'value' in parameter ? parameter.value : undefined;
}

function pausedTags({ containerVersion }: ContainerExport): string[] {
  return (containerVersion.tag ?? []).filter(({ paused }) => paused === true).map(({ name }) => name);
}

function permissionOf({ containerVersion }: ContainerExport, template: string, publicId: string): unknown {
  const data = containerVersion.customTemplate?.find(({ name }) => name === template)?.templateData ?? '';
  return parseTpl(data).permissions.find((permission) => permission.publicId === publicId)?.params;
}

describe('bakeContainer', () => {
  test('nothing to bake leaves the file as it is', () => {
    expect(bakeContainer(webExport, {})).toEqual(webExport);
    expect(bakeContainer(serverExport, {})).toEqual(serverExport);
  });

  test('the values stand in the variables that are named after them', () => {
    const baked = bakeContainer(webExport, {
      propertyId: 'prop_12345',
      endpoint: 'https://tags.example.com/base/',
      measurementId: ' g-abc12345 ',
      adsConversionId: 'AW-123456789',
      adsLabel: 'AbC-D_efG',
    });
    expect(constantOf(baked, 'Property ID')).toBe('prop_12345');
    expect(constantOf(baked, 'Tilltag Endpoint')).toBe('https://tags.example.com/base');
    expect(constantOf(baked, 'GA4 Measurement ID')).toBe('G-ABC12345');
    expect(constantOf(baked, 'Google Ads Conversion ID')).toBe('123456789');
    expect(constantOf(baked, 'Google Ads Conversion Label')).toBe('AbC-D_efG');
  });

  test('the templates inside may load scripts from the endpoint alone', () => {
    const baked = bakeContainer(webExport, { endpoint: 'https://tags.example.com/base' });
    for (const template of ['Tilltag checkout conversion', 'Tilltag payment links']) {
      expect(permissionOf(baked, template, 'inject_script')).toEqual({ urls: ['https://tags.example.com/base/*'] });
    }
  });

  test('a server container asks the functions, wherever pages ask', () => {
    const endpoints = { endpoint: 'https://tags.example.com', functionEndpoint: 'https://tilltag-abc.a.run.app' };
    const baked = bakeContainer(serverExport, endpoints);
    expect(constantOf(baked, 'Tilltag Function Endpoint')).toBe('https://tilltag-abc.a.run.app');
    expect(permissionOf(baked, 'Tilltag Checkout client', 'send_http')).toEqual({
      allowedUrls: 'specific',
      urls: ['https://tilltag-abc.a.run.app/*'],
    });
  });

  // A server container whose function is itself would ask itself for ever.
  test('the endpoint of the pages is never taken for that of the functions', () => {
    const baked = bakeContainer(serverExport, { endpoint: 'https://tags.example.com' });
    expect(constantOf(baked, 'Tilltag Function Endpoint')).toBe(constantOf(serverExport, 'Tilltag Function Endpoint'));
  });

  test('the path stands in the field of the client', () => {
    const baked = bakeContainer(serverExport, { path: '/metrics/checkout' });
    expect(fieldOf(baked.containerVersion.client, 'Tilltag - Checkout client', 'path')).toBe('/metrics/checkout');
  });

  test('another data layer stands in both tags and in their permissions', () => {
    const baked = bakeContainer(webExport, { dataLayer: 'shopLayer' });
    for (const name of ['Tilltag - Payment links', 'Tilltag - Checkout conversion']) {
      expect(fieldOf(baked.containerVersion.tag, name, 'dataLayerName')).toBe('shopLayer');
    }
  });

  test('the Google Ads tags wait for their conversion, and no others', () => {
    const adsTags = ['Tilltag - Google Ads - Conversion linker', 'Tilltag - Google Ads - Purchase'];
    const ads = { adsConversionId: '123456789', adsLabel: 'AbC-D_efG' };
    for (const file of [webExport, serverExport]) {
      expect(pausedTags(bakeContainer(file, { propertyId: 'prop_12345' }))).toEqual(adsTags);
      expect(pausedTags(bakeContainer(file, ads))).toEqual([]);
    }
  });

  test('baking again changes what was baked before', () => {
    const first = bakeContainer(webExport, { propertyId: 'prop_12345', endpoint: 'https://a.example.com' });
    const second = { propertyId: 'prop_67890', endpoint: 'https://b.example.com' };
    expect(bakeContainer(first, second)).toEqual(bakeContainer(webExport, second));
  });

  test('a secret is nowhere in a server container', () => {
    const client = serverExport.containerVersion.client?.[0];
    expect(client?.parameter?.map(({ key }) => key)).toContain('functionEndpoint');
    expect(client?.parameter?.map(({ key }) => key)).not.toContain('secret');
  });
});

describe('bakeContainer, the Google tag', () => {
  test('it is added where it is wanted, with an id of its own', () => {
    const { tag = [] } = bakeContainer(webExport, { withGoogleTag: true }).containerVersion;
    const googleTags = tag.filter(({ type }) => type === 'googtag');
    expect(googleTags).toHaveLength(1);
    expect(new Set(tag.map(({ tagId }) => tagId)).size).toBe(tag.length);
    expect(googleTags[0]).toMatchObject({
      parameter: [
        { type: 'TEMPLATE', key: 'tagId', value: '{{GA4 Measurement ID}}' },
        { type: 'TEMPLATE', key: 'configSettingsVariable', value: '{{Tilltag - Google tag settings}}' },
      ],
      firingTriggerId: ['2147479573'],
    });
  });

  test('a file that has one gets no second', () => {
    const once = bakeContainer(webExport, { withGoogleTag: true });
    expect(bakeContainer(once, { withGoogleTag: true })).toEqual(once);
  });

  test('a server container never has one', () => {
    expect(bakeContainer(serverExport, { withGoogleTag: true })).toEqual(serverExport);
  });
});

describe('bakeContainer, refusals', () => {
  test.each([
    [{ propertyId: 'short' }, 'short is no Property ID; copy the one that'],
    [{ endpoint: 'http://tags.example.com' }, 'GTM would refuse the endpoint http://tags.example.com'],
    [{ functionEndpoint: 'https://127.0.0.1' }, 'GTM would refuse the endpoint https://127.0.0.1'],
    [{ measurementId: 'UA-12345-1' }, 'UA-12345-1 is no Measurement ID; copy it from GA4'],
    [{ measurementId: 'G-' }, 'G- is no Measurement ID'],
    [{ adsConversionId: 'AW-x', adsLabel: 'AbC-D_efG' }, 'AW-x is no conversion id; copy the digits behind AW-'],
    [{ adsConversionId: '123456789', adsLabel: 'AW-1/x' }, 'AW-1/x is no conversion label; copy what stands behind'],
    [{ adsConversionId: '123456789' }, 'has an id and a label; give both'],
    [{ adsLabel: 'AbC-D_efG' }, 'has an id and a label; give both'],
    [{ path: '/metrics' }, 'The path /metrics must begin with a slash and end in /checkout'],
    [{ path: 'checkout' }, 'The path checkout must begin with a slash'],
    [{ dataLayer: 'shop layer' }, 'shop layer cannot be the name of a data layer'],
  ])('%j names its cure', (baking, sentence) => {
    expect(() => bakeContainer(webExport, baking)).toThrow(sentence);
    expect(() => bakeContainer(webExport, baking)).toThrow(expect.objectContaining({ name: 'BakeError' }));
  });
});
