// One real process of the functions, as `npm run serve` starts them, but for its clock, which its parent sets.
//
// What it proves: everything that a process does by itself, from its start to its death. What it cannot prove: anything that
// waits by the system's clock for longer than a run lasts, for only what is asked of the functions' own clock leaps.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { breakStore } from './break-store.ts';

// As the command does it.
enableCompileCache();

const [root = '', offset = '0', flaw = ''] = process.argv.slice(2);
let offsetMs = Number(offset);
const now = (): number => Date.now() + offsetMs;

process.on('message', (told) => {
  offsetMs = Number(told);
  process.send?.('followed');
});
// Whoever started it is gone, and nobody would end it.
process.on('disconnect', () => process.exit(0));

/** A file of the version that is to run; it has the exports of this one, or the process ends. */
const load = (file: string): Promise<unknown> => import(pathToFileURL(join(root, 'functions', file)).href);

const { readSettings } = (await load('settings.ts')) as typeof import('../../../functions/settings.ts');
const { startFunctions } = (await load('start-functions.ts')) as typeof import('../../../functions/start-functions.ts');
const { createLog } = (await load('http/log.ts')) as typeof import('../../../functions/http/log.ts');
const { openStore } = (await load('store/open-store.ts')) as typeof import('../../../functions/store/open-store.ts');

const settings = readSettings(process.env);
const log = createLog((line) => process.stdout.write(`${line}\n`), now);
const broken = flaw === '' ? {} : { store: breakStore(flaw, await openStore(settings.store, settings)) };
// A minute of the shop may pass within a millisecond: whoever makes it pass asks for the sweeps.
const server = await startFunctions({ settings, log, now, port: 0, sweepEveryMs: 0, ...broken });
process.send?.({ url: server.url });
// What is killed leaves no cache to its successor unless it was written before.
flushCompileCache();
