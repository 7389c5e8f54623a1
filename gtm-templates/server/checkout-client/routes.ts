// The addresses that the client answers.

/** One of them. */
export interface Route {
  readonly name: 'lookup' | 'reports' | 'clicks' | 'loader' | 'events';
  /** Below the endpoint of the function; the events are the container's own. */
  readonly functionPath: string;
  /** As in an Allow header, preflight included. */
  readonly methods: string;
}

const usualPath = '/checkout';

const routes: readonly (readonly [below: string, route: Route])[] = [
  ['/sessions.json', { name: 'lookup', functionPath: '/checkout/sessions.json', methods: 'GET, OPTIONS' }],
  ['/reports', { name: 'reports', functionPath: '/checkout/reports', methods: 'POST, OPTIONS' }],
  ['/clicks', { name: 'clicks', functionPath: '/checkout/clicks', methods: 'POST, OPTIONS' }],
  ['/tilltag.v1.js', { name: 'loader', functionPath: '/checkout/tilltag.v1.js', methods: 'GET, HEAD, OPTIONS' }],
  ['/events', { name: 'events', functionPath: '', methods: 'GET, POST' }],
];

/** The route of a request's path below the client's own; undefined for every other request. */
export function findRoute(clientPath: string, requestPath: string): Route | undefined {
  const found = routes.filter((pair) => clientPath + pair[0] === requestPath)[0];
  return found && found[1];
}

/** The path as the field has it, with one slash in front and none at its end; the usual one where the field is empty. */
export function toClientPath(text: string): string {
  const inner = text
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  return inner === '' ? usualPath : '/' + inner;
}
