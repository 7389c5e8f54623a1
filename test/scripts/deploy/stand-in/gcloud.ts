// A stand-in for Google's command line, as a process of its own that keeps what exists in a file.
// It proves which commands are run in which order, that a second look finds what the first run made, that answers in gcloud's
// JSON are read, and that failures and delays of Google's are lived through. It knows the commands and flags of its tables and
// refuses all others. That the real gcloud takes them is held by another test where it is installed; what Google's services
// then do, who is let in, and whether a build succeeds, only Google can prove.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { answerCommand } from './answer-command.ts';
import { Refusal } from './parse-arguments.ts';
import type { World } from './world.ts';

const path = process.env['GCLOUD_STAND_IN_WORLD'] ?? '';
const world: World = JSON.parse(readFileSync(path, 'utf8'));
const args = process.argv.slice(2);
const input = args.includes('--data-file=-') ? await readAll(process.stdin) : '';
appendFileSync(`${path}.log`, `${JSON.stringify({ args, input })}\n`);
const before = JSON.stringify(world);

try {
  process.stdout.write(answerCommand(world, { args, input }));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`ERROR: (gcloud) ${error.message}\n`);
  process.exitCode = error.exitCode;
}
// Questions run side by side, and none of them may write an older world over a newer one.
if (JSON.stringify(world) !== before) writeFileSync(path, JSON.stringify(world));
