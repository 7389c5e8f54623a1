// Where the functions that pages and Stripe ask probably answer: behind the same host as the console.
import type { OpenRequest } from './route.ts';

/**
 * The address to begin with, without a slash at its end; a person may know better, because each function may have an address of
 * its own. The console's configured origin counts before the one that the browser used.
 */
export function guessFunctionsAddress({ url, context: { settings } }: Pick<OpenRequest, 'url' | 'context'>): string {
  return `${settings.console.origin ?? url.origin}${settings.basePath}`;
}
