// The variables of server containers that are Google's own: constants, parts of the event and of the request, and tables.
//
// Decisions where GTM's behaviour is not public: a table's rows are compared as text in their order; an expression may match any
// part of the text unless the table says otherwise, and one that RE2 refuses matches nothing.
import { isPlainObject } from '../sandbox/plain-object.ts';
import { readCookies } from '../sandbox/read-cookies.ts';
import { createSandboxRegex, toRegExp } from '../sandbox/sandbox-regex.ts';
import { readKeyPath } from '../server/read-key-path.ts';
import { readQuery } from '../server/read-query.ts';
import type { ServerEvent, ServerHost } from '../server/server-host.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Scope {
  readonly host: ServerHost;
  readonly event: ServerEvent | undefined;
}

interface Row {
  readonly key: string;
  readonly value: unknown;
}

function withDefault(value: unknown, { setDefaultValue, defaultValue }: Fields): unknown {
  return value === undefined && setDefaultValue === true ? defaultValue : value;
}

function rowsOf({ map }: Fields): readonly Row[] {
  const rows = Array.isArray(map) ? map.filter(isPlainObject) : [];
  return rows.map(({ key, value }) => ({ key: String(key), value }));
}

function readCookie(fields: Fields, { request }: ServerHost): unknown {
  const decodes = fields['decodeCookie'] === true;
  return readCookies(request.headers['cookie'] ?? '', String(fields['name']), decodes)[0];
}

function lookUp(fields: Fields): unknown {
  const input = String(fields['input']);
  return withDefault(rowsOf(fields).find(({ key }) => key === input)?.value, fields);
}

function lookUpByRegex(fields: Fields): unknown {
  const input = String(fields['input']);
  const isWhole = fields['fullMatch'] === true;
  const flags = fields['ignoreCase'] === true ? 'i' : '';
  for (const { key, value } of rowsOf(fields)) {
    const expression = toRegExp(createSandboxRegex(isWhole ? `^(?:${key})$` : key, flags));
    if (expression?.test(input)) {
      return fields['replaceAfterMatch'] === true ? input.replace(expression, String(value)) : value;
    }
  }
  return withDefault(undefined, fields);
}

const kinds: Readonly<Record<string, (fields: Fields, scope: Scope) => unknown>> = {
  c: ({ value }) => value,
  ed: (fields, { event }) => withDefault(readKeyPath(event?.data, String(fields['keyPath'])), fields),
  k: (fields, { host }) => readCookie(fields, host),
  sgtmk: (fields, { host }) => readCookie(fields, host),
  rh: ({ headerName }, { host }) => host.request.headers[String(headerName).toLowerCase()],
  qp: ({ queryParamName }, { host }) =>
    readQuery(host.request.queryString).find(([name]) => name === String(queryParamName))?.[1],
  smm: lookUp,
  remm: lookUpByRegex,
};

/** True for a kind, by its exported type, that is simulated. */
export function isSimpleVariable(type: string): boolean {
  return Object.hasOwn(kinds, type);
}

/** The value for the variable's resolved fields; undefined for a kind that is not known. */
export function readSimpleVariable(type: string, fields: Fields, scope: Scope): unknown {
  return isSimpleVariable(type) ? kinds[type]?.(fields, scope) : undefined;
}
