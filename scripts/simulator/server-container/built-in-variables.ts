// The built-in variables of server containers.
//
// Decision where GTM's behaviour is not public: the visitor's region is what Google's own load balancer says in a header, so
// it is undefined here.
import type { ServerEvent, ServerHost } from '../server/server-host.ts';

type Reader = (host: ServerHost, event: ServerEvent | undefined) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  CLIENT_NAME: ({ clientName }) => clientName,
  CONTAINER_ID: ({ container }) => container.publicId,
  CONTAINER_VERSION: ({ container }) => container.version,
  DEBUG_MODE: ({ container }) => container.isDebug,
  EVENT_NAME: (_, event) => event?.data['event_name'],
  QUERY_STRING: ({ request }) => request.queryString,
  RANDOM_NUMBER: ({ random }) => Math.floor(random() * 2_147_483_647),
  REQUEST_METHOD: ({ request }) => request.method,
  REQUEST_PATH: ({ request }) => request.path,
};

/** True for a built-in variable that is simulated. */
export function isKnownBuiltIn(type: string): boolean {
  return Object.hasOwn(readers, type);
}

/** The value by the export's name of the kind: `EVENT_NAME`. Undefined for a kind that is not known. */
export function readBuiltInVariable(type: string, host: ServerHost, event: ServerEvent | undefined): unknown {
  return Object.hasOwn(readers, type) ? readers[type]?.(host, event) : undefined;
}
