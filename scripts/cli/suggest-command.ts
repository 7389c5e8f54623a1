// Names the command that somebody meant who typed another word for it, or its name at another place.
import type { Argument, Command } from 'commander';

/** Words that people try, and the commands that do it, by their whole path. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  'property list': ['properties', 'shop', 'shops', 'stores', 'sites', 'ls', 'lists', 'all'],
  'property add': ['new', 'create', 'init', 'setup', 'set-up', 'start', 'register'],
  'property show': ['get', 'info', 'view', 'settings', 'config', 'export'],
  'property update': ['edit', 'set', 'change', 'configure', 'rename', 'hostname', 'hostnames'],
  'property remove': ['delete', 'rm', 'drop', 'del'],
  'property erase': ['forget', 'gdpr', 'privacy', 'buyer', 'customer', 'anonymize', 'redact'],
  'property connect': ['webhook', 'webhooks', 'link', 'connection'],
  'property check': ['verify', 'validate', 'key', 'stripe'],
  'property destination list': ['destinations', 'ga4', 'container', 'containers'],
  doctor: [
    'check',
    'check-up',
    'checkup',
    'status',
    'state',
    'health',
    'diagnose',
    'diagnostics',
    'debug',
    'why',
    'test',
  ],
  deliveries: ['delivery', 'failures', 'failed', 'errors', 'troubles', 'queue', 'outbox', 'retry', 'resend'],
  sweep: ['send', 'run', 'sync', 'catch-up', 'catchup', 'cron'],
  replay: ['event', 'events', 'redo', 'repeat'],
  backfill: ['import', 'history', 'resync', 'recover', 'past'],
  'console link': ['login', 'log-in', 'signin', 'sign-in', 'ui', 'web', 'dashboard', 'open', 'admin'],
  'keys rotate': ['rotate', 'rotate-keys', 'encryption', 'seal', 'reseal'],
  deploy: ['install', 'publish', 'release', 'up', 'update', 'upgrade', 'cloud', 'gcloud'],
  destroy: ['undeploy', 'uninstall', 'teardown', 'down', 'undo'],
  costs: ['cost', 'price', 'prices', 'pricing', 'bill', 'estimate'],
};

/** More would be a list to read. */
const mostNamed = 3;

const examples: Readonly<Record<string, string>> = { 'property-id': 'tt_…', 'event-id': 'evt_…' };

/** The commands that may be meant, as they are typed; `args` hold neither program nor script. Empty where nobody could tell. */
export function suggestCommands(program: Command, args: readonly string[]): string[] {
  const { at, word } = findUnknown(program, args);
  if (word === undefined) return [];
  const known = listCommands(program).filter(
    ({ path, command }) => command.name() === word || otherWords[path]?.includes(word),
  );
  // Of several, those below what was typed already.
  const below = known.filter(({ path }) => at !== '' && path.startsWith(`${at} `));
  const meant = (below.length > 0 ? below : known).toSorted((one, other) => depthOf(one) - depthOf(other));
  return meant.slice(0, mostNamed).map(toLine);
}

/** Whether `args` name a command that there is not, whatever options they hold. */
export function isUnknown(program: Command, args: readonly string[]): boolean {
  const { group, word } = findUnknown(program, args);
  // Commander's own, which is in no list.
  return group.commands.length > 0 && word !== undefined && word !== 'help';
}

function depthOf({ path }: Named): number {
  return path.split(' ').length;
}

interface Unknown {
  at: string;
  /** The last that is known. */
  group: Command;
  word: string | undefined;
}

/** What of the path is known, and the first word that is not. */
function findUnknown(program: Command, args: readonly string[]): Unknown {
  let command = program;
  const path: string[] = [];
  for (const arg of args) {
    const next = command.commands.find((one) => one.name() === arg);
    if (next === undefined) {
      return { at: path.join(' '), group: command, word: arg.startsWith('-') ? undefined : arg.toLowerCase() };
    }
    path.push(arg);
    command = next;
  }
  return { at: path.join(' '), group: command, word: undefined };
}

interface Named {
  path: string;
  command: Command;
}

/** Those that do something; a group of commands does nothing by itself. */
function listCommands(group: Command, parents: readonly string[] = []): Named[] {
  return group.commands.flatMap((command) => {
    const path = [...parents, command.name()];
    return command.commands.length > 0 ? listCommands(command, path) : [{ path: path.join(' '), command }];
  });
}

function toLine({ path, command }: Named): string {
  return ['npm run tilltag --', path, ...command.registeredArguments.map(toExample)].join(' ');
}

function toExample(argument: Argument): string {
  const name = argument.name();
  return examples[name] ?? (argument.required ? `<${name}>` : `[${name}]`);
}
