// The entry of `npm run tilltag`: hands the process over to the command line.
import { randomBytes } from 'node:crypto';
import pc from 'picocolors';
import { ignoreGoneReader } from '../toolkit/ignore-gone-reader.ts';
import { runCli } from './run-cli.ts';

for (const stream of [process.stdout, process.stderr]) ignoreGoneReader(stream);
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  input: process.stdin,
  output: process.stdout,
  messages: process.stderr,
  colors: pc,
  now: Date.now,
  randomBytes,
  onInterrupt(end) {
    process.once('SIGINT', end);
    return () => process.off('SIGINT', end);
  },
});
