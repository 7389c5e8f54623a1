// Finds the route that a request means, by its method and path.
import { TrieRouter } from 'hono/router/trie-router';
import type { Route } from '../route.ts';

export interface FoundRoute {
  route: Route;
  /** Decoded; each is one part of the path, and of such characters as ids and file names have. */
  params: Record<string, string>;
}

/** `undefined` where no route lies at the path, or none that answers the method. */
export type RouteFinder = (method: string, path: string) => FoundRoute | undefined;

/** Of several routes the one with the fewest parts that vary is found. */
export function createRouteFinder(routes: readonly Route[], base: string): RouteFinder {
  const router = new TrieRouter<Route>();
  for (const route of routes) router.add(route.method, `${base}${route.path}`, route);
  return (method, path) => {
    const [matches] = router.match(method, path);
    const found = matches.map(([route, params]) => ({ route, params: decodeAll(params) }));
    const whole = found.filter((one): one is FoundRoute => one.params !== undefined);
    return whole.sort((one, other) => Object.keys(one.params).length - Object.keys(other.params).length)[0];
  };
}

/** The address of a page that is meant but for slashes at the end; `undefined` where none lies there either. Forms are not led on. */
export function findWithoutSlash(
  findRoute: RouteFinder,
  method: string,
  { pathname, search }: Pick<URL, 'pathname' | 'search'>,
): string | undefined {
  const path = pathname.replace(/\/+$/, '');
  return method === 'GET' && path !== pathname && findRoute(method, path) !== undefined
    ? `${path}${search}`
    : undefined;
}

/** Pages put the parts into addresses again, which a `/`, a `?` or a `#` in one would lead elsewhere. */
const partPattern = /^[\w.-]+$/;

/** `undefined` where a part does not decode, or could be no id: nothing of ours lies there. */
function decodeAll(params: object): Record<string, string> | undefined {
  try {
    const decoded = Object.entries(params).map(([name, value]) => [name, decodeURIComponent(String(value))] as const);
    return decoded.every(([, part]) => partPattern.test(part)) ? Object.fromEntries(decoded) : undefined;
  } catch {
    return undefined;
  }
}
