// `console link`: a link that signs one person in to the console, once.
import type { Command } from 'commander';
import { areLinksTaken, linkLifeMs, makeSignInLink } from '../../functions/console/access/link/make-sign-in-link.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';
import { toConsoleUrl } from './sign-in-link.ts';
import { withStore } from './with-store.ts';

interface LinkOptions {
  url?: string;
  json?: true;
}

const explanation = `
The link leads to where the functions answer, which this command cannot see. Without --url it takes TILLTAG_CONSOLE_URL, else
this machine and the port that PORT names, else 8080. "npm run serve" prints its address, and a link of its own, when it starts.

Examples:
  npm run tilltag -- console link
  npm run tilltag -- console link --url http://127.0.0.1:9000
  npm run tilltag -- console link --url https://tags.example.com
`;

/** Adds the commands of the console below `program`. */
export function addConsole(program: Command, context: CliContext): void {
  program
    .command('console')
    .description('the pages that show what happened, and set properties up')
    .command('link')
    .description('print a link that signs its holder in to the console as the owner; it works once, for 15 minutes')
    .option('--url <url>', 'where the functions answer (default: TILLTAG_CONSOLE_URL, else 127.0.0.1 with PORT)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', explanation)
    .action((options: LinkOptions) => runLink(context, options));
}

async function runLink(context: CliContext, { url, json }: LinkOptions): Promise<void> {
  const named = url === undefined ? undefined : parseOrigin(url);
  const { now, randomBytes } = context;
  await withStore(context, async ({ store, settings }) => {
    if (!areLinksTaken(settings)) {
      throw new CommandFailedError(
        'Links work only where no sign-in service is set (TILLTAG_OIDC_CLIENT_ID), and not on Google Cloud. Open the console and sign in there.',
      );
    }
    const here = toConsoleUrl(settings, `http://127.0.0.1:${settings.port}`);
    const there = named && toConsoleUrl({ ...settings, console: { ...settings.console, origin: named } }, named);
    const link = await makeSignInLink(store, { url: there ?? here, now, randomBytes });
    const expiresAt = new Date(now() + linkLifeMs).toISOString();
    context.output.write(json ? `${JSON.stringify({ url: link, expires_at: expiresAt })}\n` : `${link}\n`);
    if (json) return;
    context.messages.write('It works once, for 15 minutes. Whoever has it owns everything that is set up.\n');
    const isGuessed = named === undefined && settings.console.origin === undefined;
    if (isGuessed) context.messages.write(describeGuess(new URL(link).host));
  });
}

/** Whichever port the functions were started with, this command does not know. */
function describeGuess(host: string): string {
  return `It leads to ${host}. Where the functions listen elsewhere, say so: --url http://127.0.0.1:PORT.\n`;
}

function parseOrigin(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new UsageError('--url must be the address where the functions answer, such as http://127.0.0.1:8788.');
  }
  return new URL(text).origin;
}
