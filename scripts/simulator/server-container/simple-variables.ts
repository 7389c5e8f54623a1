// The variables of server containers that are Google's own: constants, parts of the event and of the request, and tables.
import { readLookupTable, readRegexTable } from '../container/variables/read-table.ts';
import { readCookies } from '../sandbox/read-cookies.ts';
import { readKeyPath } from '../server/read-key-path.ts';
import { readQuery } from '../server/read-query.ts';
import type { ServerEvent, ServerHost } from '../server/server-host.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Scope {
  readonly host: ServerHost;
  readonly event: ServerEvent | undefined;
}

function withDefault(value: unknown, { setDefaultValue, defaultValue }: Fields): unknown {
  return value === undefined && setDefaultValue === true ? defaultValue : value;
}

function readCookie(fields: Fields, { request }: ServerHost): unknown {
  const decodes = fields['decodeCookie'] === true;
  return readCookies(request.headers['cookie'] ?? '', String(fields['name']), decodes)[0];
}

const kinds: Readonly<Record<string, (fields: Fields, scope: Scope) => unknown>> = {
  c: ({ value }) => value,
  ed: (fields, { event }) => withDefault(readKeyPath(event?.data, String(fields['keyPath'])), fields),
  k: (fields, { host }) => readCookie(fields, host),
  sgtmk: (fields, { host }) => readCookie(fields, host),
  rh: ({ headerName }, { host }) => host.request.headers[String(headerName).toLowerCase()],
  qp: ({ queryParamName }, { host }) =>
    readQuery(host.request.queryString).find(([name]) => name === String(queryParamName))?.[1],
  smm: readLookupTable,
  remm: readRegexTable,
};

/** True for a kind, by its exported type, that is simulated. */
export function isSimpleVariable(type: string): boolean {
  return Object.hasOwn(kinds, type);
}

/** The value for the variable's resolved fields; undefined for a kind that is not known. */
export function readSimpleVariable(type: string, fields: Fields, scope: Scope): unknown {
  return isSimpleVariable(type) ? kinds[type]?.(fields, scope) : undefined;
}
