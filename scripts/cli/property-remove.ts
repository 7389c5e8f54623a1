// `property remove`: forgets a property with everything it owns, after asking.
import type { Command } from 'commander';
import { byTerminal, noteInTrail } from '../../functions/properties/note-in-trail.ts';
import { removeAllOwned, toEndMark } from '../../functions/properties/removal/remove-owned.ts';
import { type EndpointOutcome, startRemoval } from '../../functions/properties/removal/start-removal.ts';
import { stripeModes } from '../../functions/rules/own-mode.ts';
import type { Property, StripeMode } from '../../functions/rules/property.ts';
import { CorruptRecordError } from '../../functions/store/errors.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import { ensureWanted } from './ensure-wanted.ts';
import { toTools } from './property-tools.ts';
import { type OpenedStore, withStore } from './with-store.ts';

/** Adds the command below `parent`. */
export function addPropertyRemove(parent: Command, context: CliContext): void {
  parent
    .command('remove')
    .argument('<property-id>')
    .description(
      'remove a property with all that it recorded, its keys, and its webhook in Stripe where the key may; its tags then get the error unknown_property',
    )
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .action((id: string, options: { yes?: true; json?: true }) => runRemove(context, id, options));
}

async function runRemove(context: CliContext, id: string, options: { yes?: true; json?: true }): Promise<void> {
  await ensureWanted(context, {
    isAgreed: options.yes === true,
    question: `Remove ${id}, its Stripe keys and everything it recorded for good?`,
    refusal: {
      unasked: 'Nobody can be asked here. Add --yes to remove the property without a question.',
      declined: 'Nothing was removed.',
    },
  });
  await withStore(context, async (opened) => {
    const removed = await removeAll(context, opened, id);
    if (options.json) {
      const { records, endpoints } = removed;
      context.output.write(
        `${JSON.stringify({ property_id: id, removed: true, records, webhook_endpoints: endpoints })}\n`,
      );
    } else context.output.write(describe(id, removed));
  });
}

interface Removed {
  /** How many records of its own went with it. */
  records: number;
  /** `null` where the property could not be read. */
  endpoints: Record<StripeMode, EndpointOutcome> | null;
}

async function removeAll(context: CliContext, opened: OpenedStore, id: string): Promise<Removed> {
  const { store, settings } = opened;
  const endpoints = await shut(context, opened, id, settings.stripeApiBase);
  const before = await removeAllOwned({ store }, id);
  const property = await findSound(opened, id);
  // Before it goes: else nothing would tell of it where this process ends in between.
  if (property !== undefined) await noteRemoval(context, opened, property);
  const isOwn = (await store.deleteProperty(id)) === 'deleted';
  // What a function wrote that still remembered the property; a later call finds what came after this one.
  const records = before + (await removeAllOwned({ store }, id));
  if (isOwn || records > 0 || endpoints !== null) return { records, endpoints };
  throw new UsageError(`There is no property ${id}. "property list" shows those there are.`);
}

/** A property that is damaged, or gone but for records that came late, must be removable too. */
async function shut(
  context: CliContext,
  opened: OpenedStore,
  id: string,
  apiBase: string | undefined,
): Promise<Removed['endpoints']> {
  if ((await findSound(opened, id)) === undefined) return null;
  return await startRemoval(toTools(context, opened), id, apiBase);
}

async function findSound({ store }: OpenedStore, id: string): Promise<Property | undefined> {
  try {
    return await store.findProperty(id);
  } catch (error) {
    if (error instanceof CorruptRecordError) return undefined;
    throw error;
  }
}

async function noteRemoval({ now }: CliContext, { store }: OpenedStore, property: Property): Promise<void> {
  const about = `${property.name}${byTerminal}`;
  await noteInTrail({ store, now }, property, { what: 'property_deleted', about, ...toEndMark(property) });
}

function describe(id: string, { records, endpoints }: Removed): string {
  const what = records === 0 ? '' : ` and ${records} ${records === 1 ? 'record' : 'records'} of its own`;
  const left = stripeModes.filter((mode) => endpoints?.[mode] === 'left');
  const lines = left.map(
    (mode) =>
      `Its ${mode} webhook could not be removed from Stripe. Delete the endpoint whose address ends in ${id} there, under Developers > Webhooks.\n`,
  );
  return [`Removed ${id}${what}.\n`, ...lines].join('');
}
