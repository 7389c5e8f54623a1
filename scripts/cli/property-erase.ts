// `property erase`: erases what is kept of a buyer, by e-mail address or by session.
import { text as readAll } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { type Erasure, type ErasureWish, eraseBuyers } from '../../functions/delivery/erase-buyers.ts';
import { getProperty } from '../../functions/properties/get-property.ts';
import { parseErasureEmail, parseErasureSession } from '../../functions/rules/erasure-wish.ts';
import { askHidden } from './ask.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';
import { describeReason } from './delivery/describe-reason.ts';
import { takeParsed } from './take-parsed.ts';
import { withStore } from './with-store.ts';

interface EraseOptions {
  email?: string;
  session?: string;
  json?: true;
}

const examples = `
Erased are e-mail address, phone number, name, postal address, customer id, click and passport. What was sold stays, so that
nothing is counted or sent twice; what still waits to be sent goes out without user data. By address, Stripe is asked as well,
as far as the property's keys may read sessions. Destinations keep what they got: erase it there too.

Exit code 0 when all was done, 1 where Stripe could not be asked, 2 when the command was used wrongly.

Examples:
  npm run tilltag -- property erase tt_… --session cs_live_…
  npm run tilltag -- property erase tt_… --email -
      asks for the address, or reads it from standard input, which keeps it out of the shell's history
`;

/** Adds the command below `parent`. */
export function addPropertyErase(parent: Command, context: CliContext): void {
  parent
    .command('erase')
    .argument('<property-id>')
    .description('erase what is kept of a buyer, by e-mail address or by session')
    .addOption(emailOption())
    .option('--session <session-id>', 'the buyer of this session: cs_…')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((id: string, options: EraseOptions) => run(context, id, options));
}

function emailOption(): Option {
  const option = new Option('--email <value>', 'reads the address from standard input, or asks for it');
  // For the help alone: the flags say that a value follows, and there is only one that may.
  option.flags = '--email -';
  return option;
}

async function run(context: CliContext, id: string, options: EraseOptions): Promise<void> {
  const wish = await readWish(context, options);
  await withStore(context, async ({ store, settings }) => {
    await getProperty(store, id);
    const { keyRing, stripeApiBase } = settings;
    const erasure = await eraseBuyers({ store, keyRing, stripeApiBase, now: context.now }, id, wish);
    context.output.write(options.json ? `${JSON.stringify(toJson(id, erasure))}\n` : describeErasure(erasure, wish));
    if (erasure.notAsked.length > 0) throw new CommandFailedError(describeNotAsked(erasure));
  });
}

async function readWish(context: CliContext, { email, session }: EraseOptions): Promise<ErasureWish> {
  if ((email === undefined) === (session === undefined)) {
    throw new UsageError('Say whose data: either --email - or --session cs_….');
  }
  if (session !== undefined) return { kind: 'session', sessionId: takeParsed(parseErasureSession(session)) };
  if (email !== '-') {
    throw new UsageError(
      'An address in a command stays in the history of the shell. Give it with --email - on standard input.',
    );
  }
  const typed = context.input.isTTY
    ? await askHidden(context, 'The buyer’s e-mail address: ')
    : await readAll(context.input);
  return { kind: 'email', email: takeParsed(parseErasureEmail(typed)) };
}

function toJson(id: string, { counts, notAsked }: Erasure) {
  return { property_id: id, ...counts, stripe_not_asked: notAsked };
}

function describeErasure({ counts }: Erasure, { kind }: ErasureWish): string {
  const { erased, repeated, unknown } = counts;
  const lines = [
    `Erased: ${toPayments(erased)}.`,
    ...(repeated > 0 ? [`Erased before: ${toPayments(repeated)}.`] : []),
    ...(unknown > 0 ? [toUnknown(unknown, kind)] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function toPayments(count: number): string {
  return count === 1 ? '1 payment' : `${count} payments`;
}

function toUnknown(count: number, kind: ErasureWish['kind']): string {
  return kind === 'session'
    ? 'The property knew nothing of this session. What is told of it later is kept without personal data.'
    : `At Stripe, and not kept here: ${toPayments(count)}. What is told of it later is kept without personal data.`;
}

function describeNotAsked({ notAsked }: Erasure): string {
  const lines = notAsked.map(
    ({ mode, reason }) => `Stripe was not asked about all ${mode} sessions: ${describeReason(reason)}.`,
  );
  return `${lines.join('\n')}\nWhat is kept under the address itself was erased. Run the command again once that is mended.`;
}
