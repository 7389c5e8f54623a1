// What a deployment changes in a built template, and what it leaves alone.
import { describe, expect, test } from 'vitest';
import { type Baking, bakeTemplate } from '../../../functions/downloads/bake-template.ts';
import { printGsonJson } from '../../../functions/downloads/gson-json.ts';
import { BakeError } from '../../../functions/downloads/parse-endpoint.ts';
import { encodePermission, type PlainPermission } from '../../../functions/downloads/permission-trees.ts';
import { joinSections } from '../../../functions/downloads/tpl-sections.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';

const parameters = [
  { type: 'TEXT', name: 'propertyId', displayName: 'Property ID' },
  {
    type: 'GROUP',
    name: 'more',
    subParams: [
      { type: 'TEXT', name: 'endpoint', defaultValue: '', help: 'a < b' },
      { type: 'TEXT', name: 'dataLayerName', defaultValue: 'dataLayer' },
      { type: 'SIMPLE_TABLE', name: 'rows', simpleTableColumns: [{ name: 'endpoint', type: 'TEXT' }] },
    ],
  },
];
const permissions = [
  { publicId: 'inject_script', params: { urls: ['https://*.run.app/*', 'https://*.cloudfunctions.net/*'] } },
  {
    publicId: 'access_globals',
    params: {
      keys: [
        { key: 'dataLayer', read: true },
        { key: 'tilltag', read: true },
      ],
    },
  },
  { publicId: 'logging', params: { environments: 'debug' } },
];
const built = joinSections([
  { name: 'INFO', text: printGsonJson({ type: 'TAG', displayName: 'A <tag>' }) },
  { name: 'TEMPLATE_PARAMETERS', text: printGsonJson(parameters) },
  { name: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', text: "const a = 'https://*.run.app/*';" },
  { name: 'WEB_PERMISSIONS', text: printGsonJson(permissions.map(encodePermission)) },
  { name: 'NOTES', text: 'By hand.' },
]);

const sendAnywhere = { allowedUrls: 'any' };
const serverTemplate = (fields: readonly { type: string; name: string }[], params: PlainPermission['params']) =>
  joinSections([
    { name: 'INFO', text: printGsonJson({ type: 'CLIENT', displayName: 'A client' }) },
    { name: 'TEMPLATE_PARAMETERS', text: printGsonJson(fields) },
    { name: 'SANDBOXED_JS_FOR_SERVER', text: '' },
    { name: 'SERVER_PERMISSIONS', text: printGsonJson([encodePermission({ publicId: 'send_http', params })]) },
  ]);
const endpointField = [{ type: 'TEXT', name: 'endpoint' }];

function bake(baking: Baking) {
  const tpl = parseTpl(bakeTemplate(built, baking));
  const defaultOf = (name: string) => tpl.parameters.find((one) => one.name === name)?.raw['defaultValue'];
  const paramsOf = (publicId: string) => tpl.permissions.find((one) => one.publicId === publicId)?.params;
  return { tpl, defaultOf, paramsOf };
}

describe('bakeTemplate', () => {
  test('an endpoint becomes the only script source and the default of its field', () => {
    const { defaultOf, paramsOf } = bake({ endpoint: 'https://tags.example.com/base/' });
    expect(paramsOf('inject_script')).toEqual({ urls: ['https://tags.example.com/base/*'] });
    expect(defaultOf('endpoint')).toBe('https://tags.example.com/base');
  });

  test('a Property ID becomes the default of its field and nothing else changes', () => {
    const { defaultOf, paramsOf } = bake({ propertyId: 'prop_12345' });
    expect(defaultOf('propertyId')).toBe('prop_12345');
    expect(defaultOf('endpoint')).toBe('');
    expect(paramsOf('inject_script')).toEqual(permissions[0]?.params);
  });

  test('a data layer name becomes the default of its field and the global that may be used', () => {
    const { defaultOf, paramsOf } = bake({ dataLayer: 'shopLayer' });
    expect(defaultOf('dataLayerName')).toBe('shopLayer');
    expect(paramsOf('access_globals')).toEqual({
      keys: [
        { key: 'shopLayer', read: true },
        { key: 'tilltag', read: true },
      ],
    });
  });

  test.each([
    ['any address', sendAnywhere, { allowedUrls: 'specific', urls: ['https://tags.example.com/base/*'] }],
    [
      'addresses of its own',
      { allowedUrls: 'specific', urls: ['https://*.run.app/*'] },
      { allowedUrls: 'specific', urls: ['https://tags.example.com/base/*'] },
    ],
    [
      'addresses of its own and of Google',
      { allowedUrls: 'specific', allowGoogleDomains: true, urls: ['https://*.run.app/*'] },
      { allowedUrls: 'specific', allowGoogleDomains: true, urls: ['https://tags.example.com/base/*'] },
    ],
    [
      'Google alone',
      { allowedUrls: 'specific', allowGoogleDomains: true },
      { allowedUrls: 'specific', allowGoogleDomains: true },
    ],
  ])(
    'a server template that sends to %s sends to the endpoint in place of what is not Google’s',
    (_, stated, baked) => {
      const tpl = parseTpl(
        bakeTemplate(serverTemplate(endpointField, stated), { endpoint: 'https://tags.example.com/base' }),
      );
      expect(tpl.permissions).toEqual([{ publicId: 'send_http', params: baked }]);
      expect(tpl.parameters[0]?.raw['defaultValue']).toBe('https://tags.example.com/base');
    },
  );

  test('functions have an address of their own, which pages may not know', () => {
    const fields = [{ type: 'TEXT', name: 'functionEndpoint' }];
    const baking = { endpoint: 'https://tags.example.com', functionEndpoint: 'https://a.run.app/base/' };
    const tpl = parseTpl(bakeTemplate(serverTemplate(fields, sendAnywhere), baking));
    expect(tpl.permissions[0]?.params).toEqual({ allowedUrls: 'specific', urls: ['https://a.run.app/base/*'] });
    expect(tpl.parameters[0]?.raw['defaultValue']).toBe('https://a.run.app/base');
    const { endpoint } = baking;
    expect(bakeTemplate(serverTemplate(fields, sendAnywhere), { endpoint })).toBe(serverTemplate(fields, sendAnywhere));
  });

  test('a template that does not ask for the endpoint keeps the addresses that it sends to', () => {
    const other = serverTemplate([{ type: 'TEXT', name: 'pixelId' }], sendAnywhere);
    expect(bakeTemplate(other, { endpoint: 'https://tags.example.com' })).toBe(other);
  });

  test('nothing to bake gives the same file, byte by byte', () => {
    expect(bakeTemplate(built, {})).toBe(built);
  });

  test('baking the same twice gives the same file, and baking again replaces', () => {
    const once = bakeTemplate(built, { endpoint: 'https://a.example.com' });
    expect(bakeTemplate(once, { endpoint: 'https://a.example.com' })).toBe(once);
    const again = bakeTemplate(once, { endpoint: 'https://b.example.com' });
    expect(again).toBe(bakeTemplate(built, { endpoint: 'https://b.example.com' }));
  });

  test('code, notes, other permissions and columns of tables stay as they are', () => {
    const { tpl } = bake({ endpoint: 'https://a.example.com', propertyId: 'prop_12345', dataLayer: 'x' });
    expect(tpl.code.text).toBe("const a = 'https://*.run.app/*';");
    expect(tpl.notes).toBe('By hand.');
    expect(tpl.permissions.at(-1)).toEqual(permissions[2]);
    expect(tpl.parameters.find(({ name }) => name === 'rows')?.raw['simpleTableColumns']).toEqual([
      { name: 'endpoint', type: 'TEXT' },
    ]);
  });

  test('a group that bears the name of a field gets no default', () => {
    const grouped = joinSections([
      { name: 'INFO', text: '{}' },
      { name: 'TEMPLATE_PARAMETERS', text: printGsonJson([{ type: 'GROUP', name: 'endpoint', subParams: [] }]) },
    ]);
    expect(bakeTemplate(grouped, { endpoint: 'https://a.example.com' })).toBe(grouped);
  });

  test('a template without fields and permissions of that kind stays as it is', () => {
    const plain = joinSections([
      { name: 'INFO', text: '{}' },
      { name: 'TEMPLATE_PARAMETERS', text: '[]' },
    ]);
    expect(bakeTemplate(plain, { endpoint: 'https://a.example.com' })).toBe(plain);
  });

  test.each([
    [{ endpoint: 'http://a.example.com' }, 'endpoint'],
    [{ functionEndpoint: 'https://a.example.com:8080' }, 'endpoint'],
    [{ propertyId: 'a b' }, 'Property ID'],
    [{ propertyId: '' }, 'Property ID'],
    [{ dataLayer: 'data-layer' }, 'data layer'],
    [{ dataLayer: '' }, 'data layer'],
  ])('%j is refused with the cure', (baking, word) => {
    expect(() => bakeTemplate(built, baking)).toThrow(BakeError);
    expect(() => bakeTemplate(built, baking)).toThrow(word);
  });
});
