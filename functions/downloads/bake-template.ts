// Bakes one deployment into a built template: its host into the permissions, its values into the form's defaults.
import { propertyIdPattern } from '../contract/lookup-query.ts';
import { type Json, printGsonJson } from './gson-json.ts';
import { BakeError, parseEndpoint } from './parse-endpoint.ts';
import { decodePermission, encodePermission, type PlainPermission } from './permission-trees.ts';
import { joinSections, splitSections } from './tpl-sections.ts';

/** What is baked; whatever is left out stays as it was built. */
export interface Baking {
  /** Base URL that pages ask: that of the functions, or of a server container in front of them. It may have a path. */
  readonly endpoint?: string;
  /** Base URL of the functions, for server containers, which are asked themselves under another. */
  readonly functionEndpoint?: string;
  readonly propertyId?: string;
  /** The global that the GTM snippet of the shop names, where it is not `dataLayer`. */
  readonly dataLayer?: string;
}

/** The names of the form's fields that hold what is baked. A template without such a field needs none. */
const fieldNames = {
  endpoint: 'endpoint',
  functionEndpoint: 'functionEndpoint',
  propertyId: 'propertyId',
  dataLayer: 'dataLayerName',
} as const;

/** The template file with the deployment in it. Throws a BakeError that names the cure where GTM would refuse a value. */
export function bakeTemplate(tpl: string, baking: Baking): string {
  const sections = splitSections(tpl);
  const form = sections.find(({ name }) => name === 'TEMPLATE_PARAMETERS');
  const fields = namesIn(form === undefined ? [] : parseJson(form.text));
  // What a form does not ask for its code reaches in another way: then the permission must stay as it is.
  const defaults = new Map([...toDefaults(baking)].filter(([name]) => fields.includes(name)));
  const baked = sections.map(({ name, text }) => {
    if (name === 'TEMPLATE_PARAMETERS') return { name, text: printGsonJson(withDefaults(parseJson(text), defaults)) };
    if (name === 'WEB_PERMISSIONS' || name === 'SERVER_PERMISSIONS') {
      return { name, text: printGsonJson(withScope(parseJson(text), defaults)) };
    }
    return { name, text };
  });
  return joinSections(baked);
}

type Defaults = ReadonlyMap<string, string>;

function toDefaults({ endpoint, functionEndpoint, propertyId, dataLayer }: Baking): Defaults {
  const defaults = new Map<string, string>();
  if (endpoint !== undefined) defaults.set(fieldNames.endpoint, parseEndpoint(endpoint));
  if (functionEndpoint !== undefined) defaults.set(fieldNames.functionEndpoint, parseEndpoint(functionEndpoint));
  if (propertyId !== undefined) defaults.set(fieldNames.propertyId, checkPropertyId(propertyId));
  if (dataLayer !== undefined) defaults.set(fieldNames.dataLayer, checkGlobal(dataLayer));
  return defaults;
}

/** The id as it stands. Throws a BakeError for one that no function would take. */
export function checkPropertyId(id: string): string {
  if (propertyIdPattern.test(id)) return id;
  throw new BakeError(`${id} is no Property ID; copy the one that "npm run tilltag -- property list" shows.`);
}

/** The name of a data layer as it stands. Throws a BakeError for what can be no global. */
export function checkGlobal(name: string): string {
  if (/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name)) return name;
  throw new BakeError(`${name} cannot be the name of a data layer; copy the last argument of the GTM snippet.`);
}

/** The names of all fields, groups left out. */
function namesIn(parameters: Json): readonly string[] {
  if (!isList(parameters)) return [];
  return parameters.flatMap((field) => {
    if (!isObject(field)) return [];
    const { name, type, subParams = [] } = field;
    return [...(typeof name === 'string' && type !== 'GROUP' ? [name] : []), ...namesIn(subParams)];
  });
}

function withDefaults(value: Json, defaults: Defaults): Json {
  if (isList(value)) return value.map((item) => withDefaults(item, defaults));
  if (!isObject(value)) return value;
  const nested = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withNested(key, inner, defaults)]),
  );
  const defaultValue = typeof value['name'] === 'string' ? defaults.get(value['name']) : undefined;
  return defaultValue === undefined || value['type'] === 'GROUP' ? nested : { ...nested, defaultValue };
}

/** Only where fields can nest: a table's column may bear the name of a field and is none. */
function withNested(key: string, value: Json, defaults: Defaults): Json {
  return ['subParams', 'selectItems', 'radioItems'].includes(key) ? withDefaults(value, defaults) : value;
}

function withScope(value: Json, defaults: Defaults): Json {
  const entries = isList(value) ? value : [];
  return entries.map((entry) => {
    const permission = decodePermission(entry);
    const scoped = permission === undefined ? undefined : scopePermission(permission, defaults);
    return scoped === undefined ? entry : encodePermission(scoped);
  });
}

function scopePermission({ publicId, params }: PlainPermission, defaults: Defaults): PlainPermission | undefined {
  const endpoint = defaults.get(fieldNames.endpoint);
  if (endpoint !== undefined && publicId === 'inject_script') return { publicId, params: { urls: [`${endpoint}/*`] } };
  const asked = defaults.get(fieldNames.functionEndpoint) ?? endpoint;
  if (asked !== undefined && publicId === 'send_http') return { publicId, params: sendOnlyTo(asked, params) };
  const dataLayer = defaults.get(fieldNames.dataLayer);
  const { keys } = params;
  if (publicId !== 'access_globals' || dataLayer === undefined || !Array.isArray(keys)) return undefined;
  return {
    publicId,
    params: { keys: keys.map((scope) => (scope.key === 'dataLayer' ? { ...scope, key: dataLayer } : scope)) },
  };
}

/** Google's own hosts stay open where they were: they are none of the deployment's. */
function sendOnlyTo(endpoint: string, params: PlainPermission['params']): PlainPermission['params'] {
  const isGoogleAlone = params['allowGoogleDomains'] === true && params['urls'] === undefined;
  return isGoogleAlone ? params : { ...params, allowedUrls: 'specific', urls: [`${endpoint}/*`] };
}

function parseJson(text: string): Json {
  return JSON.parse(text);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
