// What of a request's address the routes are about.

/** The path below the base path and without its query, `undefined` where the request lies beside it. */
export function pathBelow(basePath: string, url: string): string | undefined {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  if (basePath === '') return path;
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}
