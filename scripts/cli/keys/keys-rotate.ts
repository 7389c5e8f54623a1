// `keys rotate`: seals everything that is stored with the newest key, so that older ones can be taken off the ring.
import type { Command } from 'commander';
import { PropertyError } from '../../../functions/properties/property-error.ts';
import { type ResealedProperty, resealProperty } from '../../../functions/properties/reseal-property.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError } from '../cli-errors.ts';
import { toTools } from '../property-tools.ts';
import { withStore } from '../with-store.ts';

const explanation = `
To exchange the key that seals Stripe keys, webhook secrets and the secrets of destinations:
  1. make a new one: openssl rand -base64 32
  2. put it in front of the old one in TILLTAG_KEYS, such as 2026:NEW…,main:OLD…, here and for every function
  3. run this command; it may be run again at any time, and beside the functions
  4. take the old key off TILLTAG_KEYS
Secrets of which no key of the ring is the one that sealed them stay as they are; their names are printed, and the exit code is 1.
`;

/** What was done, as `--json` prints it. */
interface Rotation {
  newest_key: string;
  properties: number;
  resealed: number;
  kept: number;
  closed: { property_id: string; name: string; fault: string }[];
  /** Ids of records that could not be read. */
  damaged: string[];
}

/** Adds the command below `program`. */
export function addKeys(program: Command, context: CliContext): void {
  program
    .command('keys')
    .description('the keys with which stored secrets are encrypted (sealed)')
    .command('rotate')
    .description('seal everything that is stored with the newest key of TILLTAG_KEYS')
    .option('--json', 'print one JSON object')
    .addHelpText('after', explanation)
    .action((options: { json?: true }) => rotate(context, options.json === true));
}

async function rotate(context: CliContext, isJson: boolean): Promise<void> {
  await withStore(context, async (opened) => {
    const tools = toTools(context, opened);
    const [{ name }] = opened.settings.keyRing;
    const rotation: Rotation = { newest_key: name, properties: 0, resealed: 0, kept: 0, closed: [], damaged: [] };
    const properties = await opened.store.listProperties((id) => rotation.damaged.push(id));
    for (const [index, { id }] of properties.entries()) {
      showProgress(context, index, properties.length);
      add(rotation, id, await resealUnlessGone(tools, id));
    }
    if (context.messages.isTTY) context.messages.write(clearLine);
    context.output.write(isJson ? `${JSON.stringify(rotation)}\n` : describe(rotation));
    const failure = toFailure(rotation);
    if (failure !== undefined) throw new CommandFailedError(failure);
  });
}

/** `undefined` for one that somebody removed meanwhile. */
async function resealUnlessGone(
  tools: Parameters<typeof resealProperty>[0],
  id: string,
): Promise<ResealedProperty | undefined> {
  try {
    return await resealProperty(tools, id);
  } catch (error) {
    if (error instanceof PropertyError && error.code === 'unknown_property') return undefined;
    throw error;
  }
}

function add(rotation: Rotation, propertyId: string, resealed: ResealedProperty | undefined): void {
  if (resealed === undefined) return;
  rotation.properties += 1;
  rotation.resealed += resealed.resealed;
  rotation.kept += resealed.kept;
  rotation.closed.push(...resealed.closed.map((closed) => ({ property_id: propertyId, ...closed })));
}

const clearLine = '\r\u001b[K';

function showProgress({ messages }: CliContext, done: number, count: number): void {
  if (messages.isTTY) messages.write(`${clearLine}${done} of ${count} properties …`);
}

function describe({ newest_key: newest, properties, resealed, kept, closed, damaged }: Rotation): string {
  const lines = [
    `${resealed} secrets of ${properties} properties were sealed with the key "${newest}", ${kept} were already.`,
    ...closed.map(({ property_id: id, name, fault }) => `  ${id} ${name}: ${fault}`),
    ...damaged.map((id) => `  ${id}: the record cannot be read.`),
  ];
  const hasOlder = closed.length > 0 || damaged.length > 0;
  if (!hasOlder) lines.push('Older keys can be taken off TILLTAG_KEYS once every function runs with the new one.');
  return `${lines.join('\n')}\n`;
}

function toFailure({ closed, damaged }: Rotation): string | undefined {
  if (closed.length === 0 && damaged.length === 0) return undefined;
  return `${closed.length + damaged.length} could not be sealed anew. Keep older keys in TILLTAG_KEYS until the secrets above are entered again.`;
}
