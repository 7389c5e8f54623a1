// The entry of `npm run dev`: hands the process over to the command until Ctrl-C.
import { join } from 'node:path';
import { repositoryRoot } from '../compiler/repository-root.ts';
import { readContext } from './command-context.ts';
import { runDev } from './dev/run-dev.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const watched = join(repositoryRoot, 'gtm-templates');
const project = { watched, out: join(watched, 'dist'), withLoader: true };

process.exitCode = await runDev(process.argv.slice(2), project, readContext('dev'), stop.signal);
