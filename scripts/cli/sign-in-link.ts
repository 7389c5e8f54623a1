// Makes one-time links to the console for whoever sits at a terminal.
import { areLinksTaken, makeSignInLink } from '../../functions/console/access/link/make-sign-in-link.ts';
import { consolePath } from '../../functions/console/console-path.ts';
import type { Settings } from '../../functions/settings.ts';
import { openStore } from '../../functions/store/open-store.ts';

/** What a link is made with beside the store. */
interface Chance {
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
}

/** The console's address where the functions answer at `origin`, unless the settings name another one. */
export function toConsoleUrl({ console, basePath }: Pick<Settings, 'console' | 'basePath'>, origin: string): string {
  // Listening at every address of the machine is no address that a browser knows.
  const reachable = origin.replace(/^http:\/\/(0\.0\.0\.0|\[::\])(?=:|$)/, 'http://127.0.0.1');
  return `${console.origin ?? reachable}${basePath}${consolePath}`;
}

/** A link for functions that answer at `origin`; `undefined` where no links are taken. Rejects as the store does. */
export async function makeLinkFor(settings: Settings, origin: string, chance: Chance): Promise<string | undefined> {
  if (!areLinksTaken(settings)) return undefined;
  const store = await openStore(settings.store, settings);
  try {
    return await makeSignInLink(store, { url: toConsoleUrl(settings, origin), ...chance });
  } finally {
    await store.close();
  }
}
