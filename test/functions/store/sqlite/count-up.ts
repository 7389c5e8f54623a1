// A process of its own that raises a number in one entry so many times, reading again after each conflict.
import { openSqliteStore } from '../../../../functions/store/sqlite/open-sqlite-store.ts';

const [, , path = '', id = '', times = '0'] = process.argv;
const store = await openSqliteStore(path);
for (let done = 0; done < Number(times); ) {
  const entry = await store.findEntry(id);
  if (!entry) throw new Error('The entry is gone.');
  const outcome = await store.changeEntry({ ...entry, firstSeenAtMs: entry.firstSeenAtMs + 1 });
  if (outcome === 'changed') done += 1;
}
await store.close();
