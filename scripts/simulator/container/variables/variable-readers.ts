// How the variables of every known type are read.
import { runTemplate } from '../../run-template.ts';
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { readCookies } from '../../sandbox/read-cookies.ts';
import { isObjectLike, readStep } from '../../web/read-step.ts';
import type { FieldValues } from '../container-model.ts';
import { readAddress } from './read-address.ts';
import { readSettingRows } from './read-setting-rows.ts';
import { readLookupTable, readRegexTable } from './read-table.ts';
import { readUserData } from './read-user-data.ts';
import type { VariableReader } from './variable-reader.ts';

function orDefault(value: unknown, { setDefaultValue, defaultValue }: FieldValues): unknown {
  return value === undefined && setDefaultValue === true ? defaultValue : value;
}

const readDataLayer: VariableReader = (settings, { container }) => {
  const key = String(settings['name'] ?? '');
  const isFirstVersion = Number(settings['dataLayerVersion'] ?? 2) === 1;
  return orDefault(isFirstVersion ? container.dataLayer.getFromMessage(key) : container.dataLayer.get(key), settings);
};

const readGlobal: VariableReader = (settings, { page }) => {
  let value: unknown = page.globals;
  for (const step of String(settings['name'] ?? '').split('.')) {
    if (!isObjectLike(value)) return orDefault(undefined, settings);
    value = readStep(value, step);
  }
  return orDefault(value, settings);
};

/** GTM, too, goes on with undefined where the code of a variable throws. */
const readScript: VariableReader = (_, { page, read, onProblem }, { name, script }) => {
  try {
    return script?.(read, page.globals, page.document);
  } catch (error) {
    onProblem(`The JavaScript of the variable "${name}" threw: ${String(error)}`);
    return undefined;
  }
};

const readTemplate: VariableReader = (settings, { page, container, onProblem }, { template }) =>
  template && runTemplate(template, settings, { page, container, onProblem }).returned;

const elementKeys: Readonly<Record<string, string>> = {
  ELEMENT: 'gtm.element',
  CLASSES: 'gtm.elementClasses',
  ID: 'gtm.elementId',
  TARGET: 'gtm.elementTarget',
  TEXT: 'gtm.elementText',
  URL: 'gtm.elementUrl',
};

/** Settings as an object: those of another settings variable, and over them the rows of the table. */
const readSettingsOf =
  (table: string, base: string): VariableReader =>
  (settings) => ({
    ...(isPlainObject(settings[base]) ? settings[base] : {}),
    ...readSettingRows(settings[table]),
  });

const readers: Readonly<Record<string, VariableReader>> = {
  aev: (settings, { container }) =>
    orDefault(container.dataLayer.get(elementKeys[String(settings['varType'])] ?? ''), settings),
  awec: readUserData,
  c: ({ value }) => value,
  f: (settings, { page }) => readAddress(page.referrer(), settings),
  gtcs: readSettingsOf('configSettingsTable', 'configSettingsVariable'),
  gtes: readSettingsOf('eventSettingsTable', 'eventSettingsVariable'),
  j: readGlobal,
  jsm: readScript,
  k: ({ name, decodeCookie }, { page }) => readCookies(page.cookies(), String(name), decodeCookie === true)[0],
  r: ({ min = 0, max = 2_147_483_647 }, { page }) =>
    Number(min) + Math.floor(page.random() * (Number(max) - Number(min) + 1)),
  remm: readRegexTable,
  smm: readLookupTable,
  u: (settings, { page }) =>
    orDefault(readAddress(String(settings['customUrlSource'] ?? page.href()), settings), settings),
  v: readDataLayer,
};

/** The reader of this type; undefined for a type that is not known. */
export function readerOf(type: string): VariableReader | undefined {
  return type.startsWith('cvt_') ? readTemplate : Object.hasOwn(readers, type) ? readers[type] : undefined;
}
