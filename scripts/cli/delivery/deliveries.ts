// `deliveries`: lists what was given up or may have arrived, and lets a person decide what becomes of it.
import type { Command } from 'commander';
import type { Decision } from '../../../functions/delivery/decide.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { withStore } from '../with-store.ts';
import { decideOrExplain } from './decide.ts';
import { describeReason } from './describe-reason.ts';
import { describeTrouble, listTroubles } from './troubles.ts';
import { describeWaiting, listWaiting } from './waiting.ts';
import { withDelivery } from './with-delivery.ts';

interface DeliveriesOptions {
  all?: true;
  resend?: true;
  settle?: true;
  destination?: string;
  json?: true;
}

/** So many payments with trouble are listed at once. */
const maxEntries = 1_000;

const examples = `
waiting    due later, or tried in vain and tried again: with --all
searching  a refund, renewal or dispute whose session is not found yet: with --all
dead       given up after the last try; surely nothing arrived
uncertain  it may have arrived, and the destination could not drop a repeat: look there before you decide; those that the
           rule of their destination decides, with --all

--resend sends it again now, even where that may count twice. --settle leaves it for good.

Exit code 0 when all went well, 1 when a delivery did not arrive this time either or a record could not be read, 2 when the
command was used wrongly.

Examples:
  npm run tilltag -- deliveries tt_…
  npm run tilltag -- deliveries tt_… --all
  npm run tilltag -- deliveries tt_… --resend re_… refund
  npm run tilltag -- deliveries tt_… --settle in_… subscription_renewal --destination dst_…
`;

/** Adds the command below `parent`. */
export function addDeliveries(parent: Command, context: CliContext): void {
  parent
    .command('deliveries')
    .argument('<property-id>')
    .argument('[entry]', 'what it is about: cs_…, re_…, in_…, dp_… or sub_…')
    .argument('[event]', 'which event of it')
    .description('list events that were given up (dead) or may not have arrived (uncertain), and decide about them')
    .option('--all', 'also what waits: how often it was tried, why in vain, and when it is tried next')
    .option('--resend', 'send the entry’s event again')
    .option('--settle', 'leave the entry’s event as it is, for good')
    .option('--destination <destination-id>', 'only the delivery to this destination')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((id: string, entry: string | undefined, event: string | undefined, options: DeliveriesOptions) => {
      const decision = toDecision(id, entry, event, options);
      return decision === undefined
        ? runList(context, id, options)
        : runDecide(context, decision, options.json === true);
    });
}

function toDecision(
  propertyId: string,
  stripeId: string | undefined,
  event: string | undefined,
  { all, resend, settle, destination }: DeliveriesOptions,
): Decision | undefined {
  if (resend && settle) throw new UsageError('Either --resend or --settle; not both.');
  if (all && (resend || settle))
    throw new UsageError('--all lists deliveries; --resend and --settle decide about one.');
  if (!resend && !settle) {
    if (stripeId === undefined) return undefined;
    throw new UsageError('Say what is to become of it: --resend or --settle.');
  }
  if (stripeId === undefined || event === undefined) {
    throw new UsageError('Name the entry and the event, such as: --resend re_… refund.');
  }
  return { propertyId, stripeId, event, destinationId: destination, kind: resend ? 'resend' : 'settle' };
}

async function runList(context: CliContext, id: string, { all, json }: DeliveriesOptions): Promise<void> {
  await withStore(context, async ({ store }) => {
    await getProperty(store, id);
    const damaged = new Set<string>();
    const onDamaged = (entry: string, { message }: Error): void => {
      if (!damaged.has(entry)) context.messages.write(`${message}\n`);
      damaged.add(entry);
    };
    const troubles = await listTroubles(store, id, maxEntries, onDamaged);
    const waiting = all ? await listWaiting(store, id, { limit: maxEntries, nowMs: context.now(), onDamaged }) : [];
    const lines = [...troubles.map(describeTrouble), ...waiting.map(describeWaiting)];
    if (json) {
      context.output.write(`${JSON.stringify({ property_id: id, deliveries: troubles, ...(all && { waiting }) })}\n`);
    } else if (lines.length > 0) {
      context.output.write(lines.map((line) => `${line}\n`).join(''));
    } else {
      context.messages.write(
        all
          ? 'Nothing waits, and nothing is dead or uncertain.\n'
          : 'Nothing waits for a person. With --all you see what is still tried, searched for or left to a rule.\n',
      );
    }
    if (damaged.size > 0) throw new CommandFailedError('Not everything could be read.');
  });
}

async function runDecide(context: CliContext, decision: Decision, isJson: boolean): Promise<void> {
  const { propertyId, stripeId, event } = decision;
  await withDelivery(context, async ({ store, delivery }) => {
    await getProperty(store, propertyId);
    const deliveries = await decideOrExplain(delivery, decision);
    context.output.write(
      isJson
        ? `${JSON.stringify({ property_id: propertyId, entry: stripeId, event, deliveries: deliveries.map(toJson) })}\n`
        : deliveries.map((one) => `${event} of ${stripeId} to ${one.destinationId}: ${describeState(one)}\n`).join(''),
    );
    if (deliveries.some(isInVain)) throw new CommandFailedError('It did not arrive this time either.');
  });
}

function isInVain({ state }: Delivery): boolean {
  return state === 'dead' || state === 'uncertain';
}

function toJson({ destinationId, state, reason }: Delivery) {
  return { destination_id: destinationId, state, reason };
}

function describeState({ state, reason }: Delivery): string {
  return reason === null ? state : `${state}, ${describeReason(reason)}`;
}
