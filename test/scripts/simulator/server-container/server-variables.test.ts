// Variables of a simulated server container, as a tag receives them.
import { afterEach, describe, expect, it } from 'vitest';
import { type ContainerParts, closeContainers, eventClient, startContainer } from './make-container.ts';

afterEach(closeContainers);

/** A tag that logs its fields. */
const echo = {
  name: 'Echo',
  code: "require('logToConsole')(require('JSON').stringify(data)); data.gtmOnSuccess();",
};

/** The fields as the tag received them, and the problems that were told of. */
async function resolve(
  fields: Readonly<Record<string, unknown>>,
  parts: Omit<ContainerParts, 'clients' | 'tags'>,
  {
    event = {},
    path = '/events',
    headers = {},
    options = {},
  }: {
    event?: Readonly<Record<string, unknown>>;
    path?: string;
    headers?: Record<string, string>;
    options?: Parameters<typeof startContainer>[1];
  } = {},
) {
  const container = await startContainer({ ...parts, clients: [eventClient], tags: [{ ...echo, fields }] }, options);
  const body = JSON.stringify({ event_name: 'purchase', ...event });
  await (await fetch(`${container.url}${path}`, { method: 'POST', body, headers })).text();
  expect(container.records.unsupported).toEqual([]);
  return { fields: JSON.parse(container.logged().at(-1) ?? '{}'), problems: container.records.problems };
}

const variable = (name: string, code: string) => ({ name, code });

describe('resolveParameters', () => {
  it('gives constants, event data, headers, parameters and cookies by their names', async () => {
    const variables = [
      { name: 'Constant', type: 'c', fields: { value: 'G-SHOP' } },
      { name: 'City', type: 'ed', fields: { keyPath: 'user_data.address.0.city' } },
      { name: 'Agent', type: 'rh', fields: { headerName: 'User-Agent' } },
      { name: 'Debug', type: 'qp', fields: { queryParamName: 'debug' } },
      { name: 'Cookie', type: 'k', fields: { name: '_ga', decodeCookie: true } },
      { name: 'Raw cookie', type: 'sgtmk', fields: { name: '_ga', decodeCookie: false } },
    ];
    const fields = {
      all: '{{Constant}}|{{City}}|{{Agent}}|{{Debug}}|{{Cookie}}|{{Raw cookie}}',
      rows: [{ to: '{{City}}' }],
    };
    const event = { user_data: { address: [{ city: 'Berlin' }] } };
    const headers = { 'user-agent': 'Lamp/1', cookie: '_ga=GA1%2E2' };
    const { fields: resolved } = await resolve(fields, { variables }, { event, headers, path: '/events?debug=a%20b' });
    expect(resolved).toEqual({ all: 'G-SHOP|Berlin|Lamp/1|a b|GA1.2|GA1%2E2', rows: [{ to: 'Berlin' }] });
  });

  it('keeps the type of a value that stands alone', async () => {
    const variables = [{ name: 'Value', type: 'ed', fields: { keyPath: 'value' } }];
    const { fields } = await resolve(
      { alone: '{{Value}}', within: 'EUR {{Value}}' },
      { variables },
      { event: { value: 12.5 } },
    );
    expect(fields).toEqual({ alone: 12.5, within: 'EUR 12.5' });
  });

  it('gives the default where event data are missing', async () => {
    const missing = { keyPath: 'coupon', setDefaultValue: true, defaultValue: 'none' };
    const variables = [
      { name: 'With', type: 'ed', fields: missing },
      { name: 'Without', type: 'ed', fields: { ...missing, setDefaultValue: false } },
    ];
    expect((await resolve({ a: '{{With}}', b: 'x{{Without}}' }, { variables })).fields).toEqual({
      a: 'none',
      b: 'xundefined',
    });
  });

  it('gives the built-in variables under the names that the container gave them', async () => {
    const builtIns = {
      'Event Name': 'EVENT_NAME',
      Client: 'CLIENT_NAME',
      Path: 'REQUEST_PATH',
      Method: 'REQUEST_METHOD',
      Query: 'QUERY_STRING',
      Container: 'CONTAINER_ID',
      Version: 'CONTAINER_VERSION',
      Debug: 'DEBUG_MODE',
      Random: 'RANDOM_NUMBER',
    };
    const fields = Object.fromEntries(Object.entries(builtIns).map(([name, type]) => [type, `{{${name}}}`]));
    const { fields: resolved } = await resolve(
      { ...fields, _event: '{{_event}}' },
      { builtIns },
      { path: '/events?a=1' },
    );
    expect(resolved).toEqual({
      EVENT_NAME: 'purchase',
      CLIENT_NAME: 'Events',
      REQUEST_PATH: '/events',
      REQUEST_METHOD: 'POST',
      QUERY_STRING: 'a=1',
      CONTAINER_ID: 'GTM-SERVER',
      CONTAINER_VERSION: '7',
      DEBUG_MODE: false,
      RANDOM_NUMBER: 1_073_741_823,
      _event: 'purchase',
    });
  });

  it('looks values up in tables and tables of expressions', async () => {
    const map = [
      { key: 'a', value: 'first' },
      { key: 'lamp', value: '{{Found}}' },
    ];
    const table = (input: string, more: object = {}) => ({ input, map, ...more });
    const defaulted = { setDefaultValue: true, defaultValue: 'none' };
    const variables = [
      { name: 'Found', type: 'c', fields: { value: 'found' } },
      { name: 'Table', type: 'smm', fields: table('lamp') },
      { name: 'No row', type: 'smm', fields: table('desk lamp', defaulted) },
      { name: 'Part', type: 'remm', fields: table('DESK LAMP', { ignoreCase: true, fullMatch: false }) },
      { name: 'Whole', type: 'remm', fields: table('DESK LAMP', { fullMatch: true, ignoreCase: false, ...defaulted }) },
      {
        name: 'Replaced',
        type: 'remm',
        fields: {
          input: 'desk 12',
          map: [
            { key: '(', value: '' },
            { key: '\\d+', value: 'no' },
          ],
          replaceAfterMatch: true,
          fullMatch: false,
        },
      },
    ];
    const fields = { a: '{{Table}}', b: '{{No row}}', c: '{{Part}}', d: '{{Whole}}', e: '{{Replaced}}' };
    expect((await resolve(fields, { variables })).fields).toEqual({
      a: 'found',
      b: 'none',
      c: 'first',
      d: 'none',
      e: 'desk no',
    });
  });

  it('awaits a variable’s promise, also through another variable', async () => {
    const later = `return require('Promise').create(function(resolve) {
      require('callLater')(function() { resolve({ id: require('getEventData')('order') }); });
    });`;
    const variables = [
      { name: 'Later', code: later },
      { name: 'Outer', code: "return data.inner.id + '!';", fields: { inner: '{{Later}}' } },
    ];
    const { fields } = await resolve({ text: '{{Outer}}' }, { variables }, { event: { order: 'o-1' } });
    expect(fields).toEqual({ text: 'o-1!' });
  });

  it('runs a variable anew each time something needs it', async () => {
    const counting = `const storage = require('templateDataStorage');
      storage.setItemCopy('n', (storage.getItemCopy('n') || 0) + 1);
      return storage.getItemCopy('n');`;
    const container = await startContainer({
      clients: [eventClient],
      tags: ['A', 'B'].map((name) => ({ ...echo, name, fields: { n: '{{Counting}}' } })),
      variables: [variable('Counting', counting)],
    });
    await container.push({ event_name: 'purchase' });
    expect(container.logged()).toEqual(['{"n":1}', '{"n":2}']);
  });

  it('reads a variable as undefined that throws, rejects, or is not resolved in time', async () => {
    const variables = [
      variable('Throwing', "data.a.b = 1; return 'never';"),
      variable('Rejected', "return require('Promise').create(function(resolve, reject) { reject('no'); });"),
      variable('Slow', "return require('Promise').create(function() {});"),
    ];
    const { fields, problems } = await resolve(
      { a: '{{Throwing}}', b: '{{Rejected}}', c: '{{Slow}}', d: 'ran' },
      { variables },
      { options: { limits: { variableMs: 20 } } },
    );
    expect(fields).toEqual({ d: 'ran' });
    expect([...problems].sort()).toEqual([
      'The variable Rejected failed: no',
      'The variable Slow failed: its promise was not resolved within 20 ms.',
      expect.stringMatching(/^The variable Throwing failed: /),
    ]);
  });

  it('tells of an unknown variable and of one that needs itself', async () => {
    const variables = [
      { name: 'Chicken', type: 'c', fields: { value: '{{Egg}}' } },
      { name: 'Egg', type: 'c', fields: { value: '{{Chicken}}' } },
    ];
    const { fields, problems } = await resolve({ a: '{{Nobody}}', b: '{{Egg}}' }, { variables });
    expect(fields).toEqual({});
    expect(problems).toEqual([
      'Unknown variable Nobody. Add it to the container; GTM would refuse to publish.',
      'The variable Egg needs itself: Egg, Chicken, Egg.',
    ]);
  });
});
