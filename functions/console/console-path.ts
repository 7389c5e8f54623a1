// Where the console lies among the functions' addresses.

/** In front of every path of the console, behind the deployment's base path. */
export const consolePath = '/console';

/** Whether a path below the base path belongs to the console. */
export function isConsolePath(path: string): boolean {
  return path === consolePath || path.startsWith(`${consolePath}/`);
}
