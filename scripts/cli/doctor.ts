// `doctor`: everything that can be found out about a property, each finding with why it matters and the exact fix.
import type { Command } from 'commander';
import { checkPage } from '../../functions/doctor/checks/check-page.ts';
import { findAll } from '../../functions/doctor/find-all.ts';
import { countVerdicts, type Finding, sortFindings, type Verdict } from '../../functions/doctor/finding.ts';
import { describeFinding } from '../../functions/doctor/texts/finding-texts.ts';
import { createSendRequest } from '../../functions/outbound/create-send-request.ts';
import { getProperty } from '../../functions/properties/get-property.ts';
import { toWebhookUrl } from '../../functions/properties/webhook/to-webhook-url.ts';
import type { CliContext, Colors } from './cli-context.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';
import { wordToPutRight } from './finding.ts';
import { toTools } from './property-tools.ts';
import { type OpenedStore, withStore } from './with-store.ts';

interface DoctorOptions {
  url?: string;
  endpoint?: string;
  json?: true;
}

const explanation = `
Asks Stripe and the destinations, and reads what was recorded; nothing is changed or sent. Takes a few seconds. What keys may do
is asked with ids that cannot exist, so Stripe's log shows some failed requests.

With --url the page is fetched once, as anybody could; its scripts do not run. Addresses in private networks are not asked, and
redirects are not followed.

Marks: ✗ to be put right (red); ! to be looked at (yellow); · left out by you; ✓ as it should be (green).
Exit code 0 where nothing is to be put right, whatever is to be looked at; 1 where something is; 2 when the command was used wrongly.

Examples:
  npm run tilltag -- doctor tt_…
  npm run tilltag -- doctor tt_… --endpoint https://tags.example.com --url https://shop.example.com/thank-you
  npm run --silent tilltag -- doctor tt_… --json
`;

/** Adds the command below `program`. */
export function addDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .argument('<property-id>')
    .description('find out what is wrong with a property, and how each thing is put right')
    .option('--url <thank-you-page>', 'also look at this page')
    .option('--endpoint <url>', 'the public https address of your functions, to compare webhook and page with')
    .option('--json', 'print one JSON object')
    .addHelpText('after', explanation)
    .action((id: string, options: DoctorOptions) => examine(context, id, options));
}

async function examine(context: CliContext, id: string, { url, endpoint, json }: DoctorOptions): Promise<void> {
  await withStore(context, async (opened) => {
    const property = await getProperty(opened.store, id);
    const { stripeApiBase, allowLocal } = opened.settings;
    ensureEndpoint(endpoint, id, allowLocal);
    const [stored, seen] = await Promise.all([
      findAll(property, {
        ...toTools(context, opened),
        ...{ stripeApiBase, endpoint },
        // Whoever holds the database may know everything in it.
        mayName: () => true,
        onDamaged: (_id, { message }) => context.messages.write(`${message}\n`),
        onProgress: (done, count) => showProgress(context, done, count),
      }),
      url === undefined ? [] : checkPage(property, url, { request: createSendRequest({ allowLocal }), endpoint }),
    ]);
    if (context.messages.isTTY) context.messages.write(clearLine);
    const findings = sortFindings([...seen, ...stored]);
    context.output.write(json === true ? toJson(id, findings) : toText(id, findings, context.colors));
    const { red } = countVerdicts(findings);
    if (red > 0) throw new CommandFailedError(wordToPutRight(red));
  });
}

function ensureEndpoint(
  endpoint: string | undefined,
  id: string,
  allowLocal: OpenedStore['settings']['allowLocal'],
): void {
  if (endpoint === undefined) return;
  const parsed = toWebhookUrl(endpoint, id, { allowLocal });
  if (parsed.kind === 'refused') throw new UsageError(parsed.sentence);
}

const clearLine = '\r\u001b[K';

function showProgress({ messages }: CliContext, done: number, count: number): void {
  if (messages.isTTY) messages.write(`${clearLine}${done} of ${count} checks …`);
}

function toJson(propertyId: string, findings: readonly Finding[]): string {
  const told = findings.map((finding) => {
    const { what, why, fix } = describeFinding(finding, propertyId);
    return { ...finding, what, why, fix: fix?.terminal ?? null };
  });
  return `${JSON.stringify({ property_id: propertyId, counts: countVerdicts(findings), findings: told })}\n`;
}

function toText(propertyId: string, findings: readonly Finding[], colors: Colors): string {
  const marks: Record<Verdict, string> = {
    red: colors.red('✗'),
    yellow: colors.yellow('!'),
    left_out: '·',
    green: colors.green('✓'),
  };
  const blocks = findings.map((finding) => {
    const { what, why, fix } = describeFinding(finding, propertyId);
    const more = [...(why === '' ? [] : [`  Why: ${why}\n`]), ...(fix === null ? [] : [`  Fix: ${fix.terminal}\n`])];
    const text = `${marks[finding.verdict]} ${more.length > 0 ? colors.bold(what) : what}\n${more.join('')}`;
    return more.length > 0 ? `${text}\n` : text;
  });
  const { red, yellow, left_out: leftOut, green } = countVerdicts(findings);
  const left = leftOut === 0 ? '' : `, ${leftOut} left out by you`;
  return `${blocks.join('')}\n${red} to be put right, ${yellow} to be looked at, ${green} as it should be${left}\n`;
}
