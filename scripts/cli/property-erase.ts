// `property erase`: erases what is kept of a buyer, by e-mail address or by session, after showing it and asking.
import { text as readAll } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { type Erasure, type ErasureWish, eraseBuyers } from '../../functions/delivery/erase-buyers.ts';
import { getProperty } from '../../functions/properties/get-property.ts';
import { byTerminal, noteInTrail } from '../../functions/properties/note-in-trail.ts';
import { parseErasureEmail, parseErasureSession } from '../../functions/rules/erasure-wish.ts';
import type { Property } from '../../functions/rules/property.ts';
import { shortSessionId } from '../../functions/rules/redact.ts';
import { askHidden } from './ask.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';
import { ensureWanted } from './ensure-wanted.ts';
import {
  describeFound,
  describeNotAsked,
  isNothing,
  lookForBuyer,
  toFoundJson,
  toPayments,
} from './erasure/look-for-buyer.ts';
import { takeParsed } from './take-parsed.ts';
import { type OpenedStore, withStore } from './with-store.ts';

interface EraseOptions {
  email?: string;
  session?: string;
  dryRun?: true;
  yes?: true;
  json?: true;
}

/** The address goes from the keyboard through a variable into a pipe: in none of the commands does it stand. Copied, it erases nothing. */
const typedUnseen = 'read -rs BUYER; printf %s "$BUYER" | npm run tilltag -- property erase tt_… --email - --dry-run';

const examples = `
First it lists what was found and asks; --dry-run only lists, and erases nothing.

Goes: e-mail address, phone number, name, postal address, Stripe's customer id, your own reference of the checkout, the record of
the click on the payment link (click ids, the ids of GA4 and Meta, pages and times of the visits), and what the link took along
through Stripe. What still waits to be sent goes out without user data.

Stays here: what was sold with its refunds, disputes and renewals and Stripe's ids of them, so that no figure changes and nothing
counts twice; the campaign (UTM values, and source, medium and campaign of the first and the last visit), which says what brought
the sale and not who bought; the consent as it was last told; where each event was sent and when; that the data were erased;
clicks that are not known to have led to a payment of the buyer, until their time is over. The audit trail keeps that somebody
erased for two years.

Stays elsewhere: Stripe and the destinations keep what they got. Erase it there too. By address, Stripe is asked as well for
payments, as far as the property's keys may read sessions.

Exit code 0 when all was done, 1 where Stripe could not be asked or the question was answered with no, 2 when the command was
used wrongly.

Examples:
  npm run tilltag -- property erase tt_… --session cs_live_…
  npm run tilltag -- property erase tt_… --session cs_live_… --dry-run
  npm run tilltag -- property erase tt_… --email -
      asks for the address, which appears neither on the screen nor in the shell's history
  ${typedUnseen}
      the same for a script, to look: with --dry-run or --yes the address is read from standard input, here as you type it unseen
  npm run tilltag -- property erase tt_… --email - --yes < address.txt
      or from a file, to erase without a question
`;

const questions = {
  question: 'Erase these data for good?',
  refusal: {
    unasked:
      'Nobody can be asked here. Add --yes to erase without a question, or --dry-run to see what would be erased.',
    declined: 'Nothing was erased.',
  },
} as const;

/** Adds the command below `parent`. */
export function addPropertyErase(parent: Command, context: CliContext): void {
  parent
    .command('erase')
    .argument('<property-id>')
    .description('erase what is kept of a buyer, by e-mail address or by session')
    .addOption(emailOption())
    .option('--session <session-id>', 'the buyer of this session: cs_…')
    .option('--dry-run', 'list what would be erased, and change nothing')
    .option('--yes', 'do not ask')
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
  const { dryRun, yes, json } = options;
  ensureWhose(id, options);
  // Before an address is read, and Stripe asked, in vain.
  if (!dryRun && !yes && !context.input.isTTY) throw new UsageError(questions.refusal.unasked);
  const wish = await readWish(context, options);
  await withStore(context, async (opened) => {
    const property = await getProperty(opened.store, id);
    if (dryRun) await list(context, opened, property, { wish, isJson: json === true });
    else await erase(context, opened, property, { wish, isAgreed: yes === true, isJson: json === true });
  });
}

async function list(
  context: CliContext,
  opened: OpenedStore,
  property: Property,
  { wish, isJson }: { wish: ErasureWish; isJson: boolean },
): Promise<void> {
  const looked = await lookForBuyer(context, opened, property, wish);
  context.output.write(
    isJson
      ? `${JSON.stringify(toFoundJson(property, looked))}\n`
      : `${describeFound(property, wish, looked)}Only looked: nothing was erased.\n`,
  );
  const { notAsked } = looked.found;
  if (notAsked.length > 0) throw new CommandFailedError(`${describeNotAsked(notAsked)}\nThe list may lack something.`);
}

async function erase(
  context: CliContext,
  opened: OpenedStore,
  property: Property,
  { wish, isAgreed, isJson }: { wish: ErasureWish; isAgreed: boolean; isJson: boolean },
): Promise<void> {
  const whole = isAgreed ? wish : await ask(context, opened, property, wish);
  if (whole === undefined) {
    const none = { counts: { erased: 0, repeated: 0, unknown: 0 }, notAsked: [] };
    if (isJson) context.output.write(`${JSON.stringify(toJson(property.id, none))}\n`);
    return;
  }
  const { store, settings } = opened;
  const { keyRing, stripeApiBase } = settings;
  const erasure = await eraseBuyers({ store, keyRing, stripeApiBase, now: context.now }, property.id, whole);
  const subject = wish.kind === 'session' ? shortSessionId(wish.sessionId) : toPayments(erasure.counts.erased);
  await noteInTrail({ store, now: context.now }, property, {
    ...{ what: 'buyer_erased', about: `${subject}${byTerminal}` },
    token: Buffer.from(context.randomBytes(9)).toString('base64url'),
  });
  context.output.write(isJson ? `${JSON.stringify(toJson(property.id, erasure))}\n` : describeErasure(erasure, wish));
  if (erasure.notAsked.length > 0) {
    const cure = 'What is kept under the address itself was erased. Run the command again once that is mended.';
    throw new CommandFailedError(`${describeNotAsked(erasure.notAsked)}\n${cure}`);
  }
}

/** What is to be erased with what was shown; `undefined` where there is nothing. Throws as `ensureWanted` does. */
async function ask(
  context: CliContext,
  opened: OpenedStore,
  property: Property,
  wish: ErasureWish,
): Promise<ErasureWish | undefined> {
  const looked = await lookForBuyer(context, opened, property, wish);
  context.messages.write(describeFound(property, wish, looked));
  const { notAsked, payments, otherSessionIds } = looked.found;
  if (notAsked.length > 0) context.messages.write(`${describeNotAsked(notAsked)}\n`);
  else if (isNothing(looked.found)) return undefined;
  await ensureWanted(context, { isAgreed: false, ...questions });
  if (wish.kind === 'session') return wish;
  const shown = payments.map(({ sessionId }) => sessionId);
  return { ...wish, sessionIds: [...shown, ...otherSessionIds] };
}

function ensureWhose(id: string, options: EraseOptions): void {
  const { email, session } = options;
  if ((email === undefined) === (session === undefined)) {
    throw new UsageError('Say whose data: either --email - or --session cs_….');
  }
  if (email !== undefined && email !== '-') {
    throw new UsageError(
      `An address in a command stays in the history of the shell. With --email - it is asked for, or read from standard input:\n  ${toUnseen(id, options)}`,
    );
  }
  if (session !== undefined) takeParsed(parseErasureSession(session));
}

/** The command as it was typed, without the address: nothing is added that could erase more than was asked for. */
function toUnseen(id: string, { dryRun, yes, json }: EraseOptions): string {
  const own = [...(dryRun ? ['--dry-run'] : []), ...(yes ? ['--yes'] : []), ...(json ? ['--json'] : [])];
  return [`npm run ${json ? '--silent ' : ''}tilltag -- property erase`, id, '--email -', ...own].join(' ');
}

async function readWish(context: CliContext, { session }: EraseOptions): Promise<ErasureWish> {
  if (session !== undefined) return { kind: 'session', sessionId: takeParsed(parseErasureSession(session)) };
  const typed = context.input.isTTY
    ? await askHidden(context, 'The buyer’s e-mail address: ')
    : await readAll(context.input);
  return { kind: 'email', email: takeParsed(parseErasureEmail(typed)) };
}

function toJson(id: string, { counts, notAsked }: Pick<Erasure, 'counts' | 'notAsked'>) {
  return { property_id: id, ...counts, stripe_not_asked: notAsked };
}

function describeErasure({ counts }: Erasure, { kind }: ErasureWish): string {
  const { erased, repeated, unknown } = counts;
  const lines = [
    `The buyer’s data of ${toPayments(erased)} were erased.`,
    ...(repeated > 0 ? [`Erased before: ${toPayments(repeated)}.`] : []),
    ...(unknown > 0 ? [toUnknown(unknown, kind)] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function toUnknown(count: number, kind: ErasureWish['kind']): string {
  return kind === 'session'
    ? 'The property knew nothing of this session. What is told of it later is kept without personal data.'
    : `At Stripe, and not kept here: ${toPayments(count)}. What is told of it later is kept without personal data.`;
}
