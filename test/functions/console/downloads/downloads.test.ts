// The downloads over HTTP: what is filled in, what each file holds, and that it equals what the build makes of the same values.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContainerBaking } from '../../../../functions/downloads/bake-container.ts';
import { bakeTemplate } from '../../../../functions/downloads/bake-template.ts';
import { downloadsFile } from '../../../../functions/downloads/built-downloads.ts';
import type { DestinationSettings } from '../../../../functions/rules/destination.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { type BuiltTemplate, buildTemplates } from '../../../../scripts/compiler/build-templates.ts';
import { buildContainers } from '../../../../scripts/containers/build-containers.ts';
import { buildDownloads } from '../../../../scripts/containers/build-downloads.ts';
import { findContainerFaults } from '../../../../scripts/containers/find-container-faults.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { toText } from '../settings/read-page.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

const container: DestinationSettings = {
  kind: 'server_container',
  ...{ id: 'dst_1', mode: 'live', url: 'https://sgtm.example.com/metrics/checkout', secret: 'sealed' },
};
const stream: DestinationSettings = {
  kind: 'ga4',
  ...{ id: 'dst_2', mode: 'test', measurementId: 'G-TEST1234', region: 'global', secret: 'sealed' },
};

let templates: readonly BuiltTemplate[];
let assets: string;
let running: RunningConsole;
let property: Property;
beforeAll(async () => {
  templates = await buildTemplates({ types: 'none' });
});
beforeEach(async () => {
  assets = mkdtempSync(join(tmpdir(), 'tilltag-downloads-'));
  const { fileName, text } = buildDownloads(templates);
  writeFileSync(join(assets, fileName), text);
  running = await startConsole({ TILLTAG_ASSETS: assets, TILLTAG_CONSOLE_URL: 'https://tags.example.com' });
  property = await running.addProperty();
});
afterEach(async () => {
  await running.close();
  rmSync(assets, { recursive: true, force: true });
});
afterAll(() => {
  templates = [];
});

const path = (rest = '') => `/properties/${property.id}/downloads${rest}`;
const query = (fields: Record<string, string>) => `?${new URLSearchParams(fields)}`;

/** Our own file, against what the build writes with these values. */
async function expectAsBuilt(address: string, baking: ContainerBaking, kind: 'web' | 'server'): Promise<void> {
  const fileName = `${kind}-container.json`;
  const answer = await running.get(path(`/${fileName}${address}`));
  expect(answer.status).toBe(200);
  const baked = templates.map((one) => ({ ...one, tpl: bakeTemplate(one.tpl, baking) }));
  const built = buildContainers(baked, baking).find((one) => one.fileName === fileName);
  // Not by toBe: a difference would be printed whole, which is a few hundred kB.
  expect(answer.body === built?.text).toBe(true);
  expect(findContainerFaults(JSON.parse(answer.body))).toEqual([]);
}

describe('GET /properties/:propertyId/downloads/:fileName', () => {
  test.each(['web', 'server'] as const)(
    'the %s container has the Property ID and this deployment in it',
    async (kind) => {
      const address = 'https://tags.example.com';
      const baking = { propertyId: property.id, endpoint: address, functionEndpoint: address };
      await expectAsBuilt('', baking, kind);
    },
  );

  test.each(['web', 'server'] as const)('the %s container has everything that the form named', async (kind) => {
    const fields = {
      ...{ functions: 'https://fn.example.com/base/', container: 'https://sgtm.example.com/metrics/checkout' },
      ...{ measurement_id: 'g-shop1234', ads_conversion_id: 'AW-123456789', ads_label: 'Label_1', google_tag: 'on' },
      data_layer: 'shopLayer',
    };
    const baking = {
      propertyId: property.id,
      ...{ endpoint: 'https://sgtm.example.com/metrics', functionEndpoint: 'https://fn.example.com/base' },
      ...{ path: '/metrics/checkout', measurementId: 'G-SHOP1234', adsConversionId: '123456789', adsLabel: 'Label_1' },
      ...{ dataLayer: 'shopLayer', withGoogleTag: true },
    };
    await expectAsBuilt(query(fields), baking, kind);
  });

  test('the addresses and the Measurement ID of destinations are known without being asked', async () => {
    await running.store.changeProperty({ ...property, destinations: [stream, container] });
    const baking = {
      propertyId: property.id,
      ...{ endpoint: 'https://sgtm.example.com/metrics', functionEndpoint: 'https://tags.example.com' },
      ...{ path: '/metrics/checkout', measurementId: 'G-TEST1234' },
    };
    await expectAsBuilt('', baking, 'server');
    await expectAsBuilt(
      query({ container: '', measurement_id: '' }),
      {
        propertyId: property.id,
        endpoint: 'https://tags.example.com',
        functionEndpoint: 'https://tags.example.com',
      },
      'web',
    );
  });

  test('every template is there by itself, baked for this deployment', async () => {
    for (const { fileName, tpl } of templates) {
      const answer = await running.get(path(`/${fileName}`));
      expect(answer.status).toBe(200);
      const address = 'https://tags.example.com';
      const baking = { propertyId: property.id, endpoint: address, functionEndpoint: address };
      expect(answer.body === bakeTemplate(tpl, baking)).toBe(true);
      expect(parseTpl(answer.body).info['displayName']).toBe(parseTpl(tpl).info['displayName']);
    }
  });

  test('is saved under its name', async () => {
    const { headers } = await running.get(path('/web-container.json'));
    expect(headers.get('content-disposition')).toBe('attachment; filename="web-container.json"');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('a value that cannot be meant leads to the page that says so', async () => {
    const address = query({ measurement_id: 'UA-1' });
    const answer = await running.get(path(`/web-container.json${address}`));
    expect(answer).toMatchObject({ status: 303, location: `/console${path(address)}` });
  });

  test('a viewer may download, a stranger finds nothing', async () => {
    expect((await running.get(path('/web-container.json'), 'viewer')).status).toBe(200);
    expect((await running.get(path('/web-container.json'), 'stranger')).status).toBe(404);
  });

  test('what is no file of the build is not found', async () => {
    expect((await running.get(path(`/${downloadsFile}`))).status).toBe(404);
    expect((await running.get(path('/..%2Fdownloads.json'))).status).toBe(404);
  });
});

describe('GET /properties/:propertyId/downloads', () => {
  test('names every file with the values in its address, how to import it, and the checklist', async () => {
    const { status, body } = await running.get(path(query({ functions: 'https://fn.example.com' })));
    expect(status).toBe(200);
    for (const name of ['web-container.json', 'server-container.json', ...templates.map(({ fileName }) => fileName)]) {
      expect(body).toContain(`/downloads/${name}?functions=https%3A%2F%2Ffn.example.com&amp;`);
    }
    expect(toText(body)).toContain('Admin → Import Container');
    expect(toText(body)).toContain('Mark purchase as key event');
    expect(body).toContain('value="https://fn.example.com"');
  });

  test('says by hand what no file holds for Meta, by names that are in the files', async () => {
    const body = toText((await running.get(path())).body);
    const files = await Promise.all(
      ['web', 'server'].map(async (kind) => (await running.get(path(`/${kind}-container.json`))).body),
    );
    for (const name of body.match(
      /Tilltag - (?:Meta - \w+|Event ID|Value|Currency|Purchase with consent to ad user data|Google Ads - \w+)/g,
    ) ?? []) {
      expect(files.join(''), name).toContain(`"${name}`);
    }
    expect(body).toContain('Tilltag - Meta - external_id');
    expect(body).toContain('Trigger: Tilltag - Purchase with consent to ad user data');
  });

  test('leads back to the step of the set-up, above and below', async () => {
    const { body } = await running.get(path());
    expect(body.match(/setup\/downloads">Back to step 8: Google Tag Manager</g)).toHaveLength(2);
  });

  test('says what is left to do by hand, by what the file lacks', async () => {
    const bare = toText((await running.get(path())).body);
    expect(bare).toContain('Fill in the variable GA4 Measurement ID, or enter “GA4 Measurement ID” above');
    expect(bare).toContain('Only with Google Ads: fill in the variables Google Ads Conversion ID and Google Ads');
    expect(bare).toContain('Paste the container secret into the field “Container secret” of the client');
    const fields = {
      measurement_id: 'G-SHOP1234',
      ads_conversion_id: '123456789',
      ads_label: 'Label_1',
      google_tag: 'on',
    };
    const whole = toText((await running.get(path(query(fields)))).body);
    expect(whole).not.toContain('Fill in the variable');
    expect(whole).not.toContain('Only with Google Ads: fill in');
    expect(whole).toContain('Nothing: every value is in the file.');
  });

  test('each fault stands at its field, and no file is offered until it is mended', async () => {
    const fields = {
      ...{ functions: 'http://fn.example.com', container: 'nonsense', measurement_id: 'UA-1' },
      ...{ ads_conversion_id: 'abc', ads_label: '?', data_layer: 'my layer' },
    };
    const { status, body } = await running.get(path(query(fields)));
    expect(status).toBe(422);
    for (const name of Object.keys(fields)) expect(body).toContain(`id="${name}-error"`);
    expect(body).not.toContain('/downloads/web-container.json');
    expect(toText(body)).toContain('Correct the marked fields');
  });

  test.each([
    ['id', { ads_conversion_id: '123456789' }, 'ads_label'],
    ['label', { ads_label: 'Label_1' }, 'ads_conversion_id'],
  ])('a Google Ads %s alone asks for the other', async (_name, fields, missing) => {
    const { status, body } = await running.get(path(query(fields)));
    expect(status).toBe(422);
    expect(body).toContain(`id="${missing}-error"`);
  });

  test('an address of the console that Tag Manager refuses is not filled in, and said', async () => {
    const local = await startConsole({ TILLTAG_ASSETS: assets });
    try {
      const shop = await local.addProperty();
      const { status, body } = await local.get(`/properties/${shop.id}/downloads`);
      expect(status).toBe(200);
      expect(toText(body)).toContain('Tag Manager would not take the address that you opened the console with');
      expect(toText(body)).toContain('Fill in the variables Tilltag Endpoint');
    } finally {
      await local.close();
    }
  });

  test('says what to run where nothing was built, looks again by itself, and finds what was built since', async () => {
    rmSync(join(assets, downloadsFile));
    const { status, body } = await running.get(path());
    expect(status).toBe(200);
    expect(toText(body)).toContain('npm run build');
    expect(body).toContain('data-refresh-seconds="10"');
    expect((await running.get(path('/web-container.json'))).status).toBe(303);
    writeFileSync(join(assets, downloadsFile), buildDownloads(templates).text);
    expect((await running.get(path('/web-container.json'))).status).toBe(200);
  });
});
