// Opens the store that the environment names for the time of one command.
import { readSettings, type Settings } from '../../functions/settings.ts';
import { openStore } from '../../functions/store/open-store.ts';
import type { Store } from '../../functions/store/store.ts';
import type { CliContext } from './cli-context.ts';
import { completeEnvironment } from './local-environment.ts';

/** An open store and the settings it was opened with. */
export interface OpenedStore {
  store: Store;
  settings: Settings;
}

/** What `work` returns; the store is closed afterwards, whatever happens. */
export async function withStore<T>(context: CliContext, work: (opened: OpenedStore) => Promise<T>): Promise<T> {
  const notify = (notice: string): unknown => context.messages.write(`${notice}\n`);
  const settings = readSettings(completeEnvironment(context.env, context.folder, notify));
  const store = await openStore(settings.store, settings);
  try {
    return await work({ store, settings });
  } finally {
    await store.close();
  }
}
