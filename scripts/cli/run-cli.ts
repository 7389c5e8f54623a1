// The command line as a function: arguments in, exit code out.
import { Command, CommanderError } from 'commander';
import { PropertyError } from '../../functions/properties/property-error.ts';
import { SettingsError } from '../../functions/settings.ts';
import { CorruptRecordError, StoreLocationError, StoreUnavailableError } from '../../functions/store/errors.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';
import { addPropertyConnect } from './connect/property-connect.ts';
import { addConsole } from './console-link.ts';
import { addBackfill } from './delivery/backfill.ts';
import { addDeliveries } from './delivery/deliveries.ts';
import { addReplay } from './delivery/replay.ts';
import { addSweep } from './delivery/sweep.ts';
import { addCosts } from './deploy/costs.ts';
import { addDeploy } from './deploy/deploy.ts';
import { addDestroy } from './deploy/destroy.ts';
import { addPropertyDestination } from './destination/property-destination.ts';
import { addDoctor } from './doctor.ts';
import { addKeys } from './keys/keys-rotate.ts';
import { addPropertyAdd } from './property-add.ts';
import { addPropertyCheck } from './property-check.ts';
import { addPropertyErase } from './property-erase.ts';
import { addPropertyList } from './property-list.ts';
import { addPropertyRemove } from './property-remove.ts';
import { addPropertyShow } from './property-show.ts';
import { addPropertyUpdate } from './property-update.ts';
import { isUnknown, suggestCommands } from './suggest-command.ts';
import { wordPropertyError } from './word-property-error.ts';

/** 0 when the command was carried out, 1 when something is wrong or failed, 2 when it was used wrongly; why is written to `messages`. */
export type ExitCode = 0 | 1 | 2;

const environmentHelp = `
Settings come from the environment:
  TILLTAG_STORE          where properties are kept: sqlite:PATH, firestore or firestore:DATABASE
                         (default: sqlite:.tilltag/tilltag.db in this folder)
  TILLTAG_KEYS           NAME:BASE64_OF_32_BYTES[,…], newest first: the keys that seal Stripe keys
                         (default with the default store: .tilltag/keys, made at first use)
  STRIPE_API_BASE        another Stripe than Stripe's own, for tests
  GOOGLE_ANALYTICS_BASE  another Measurement Protocol than Google's, for tests
  TILLTAG_ALLOW_LOCAL    1 to let destinations, and that protocol, lie on this machine, for tests

Exit codes of every command:
  0  done
  1  something is wrong or failed, and the last lines say what
  2  used wrongly: an option, a file, a setting or an id that is none
`;

const listIds = 'The ids of your properties: npm run tilltag -- property list\n';

const propertyIdHelp = 'the id of a property, tt_…; "property list" shows those there are';

/** Runs the command in `args`, which hold neither program nor script. Rejects only where Tilltag itself is at fault. */
export async function runCli(args: readonly string[], context: CliContext): Promise<ExitCode> {
  const program = createProgram(context);
  try {
    await program.parseAsync(withoutVainHelp(program, args), { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has written its message by now, and knows only words that are spelled like a command beside them.
    if (error instanceof CommanderError) {
      context.messages.write(describeNext(program, args, error));
      return error.exitCode === 0 ? 0 : 2;
    }
    const worded = error instanceof PropertyError ? wordPropertyError(error) : error;
    const isUsage = isAnyOf(worded, [UsageError, SettingsError, StoreLocationError]);
    if (!isUsage && !isAnyOf(worded, [CommandFailedError, StoreUnavailableError, CorruptRecordError])) throw error;
    context.messages.write(`${worded.message}\n`);
    return isUsage ? 2 : 1;
  }
}

/** Asked for the help of a command that there is not, Commander shows the general one as if all were well. */
function withoutVainHelp(program: Command, args: readonly string[]): readonly string[] {
  return isUnknown(program, args) ? args.filter((arg) => arg !== '--help' && arg !== '-h') : args;
}

function describeNext(program: Command, args: readonly string[], { code, message }: CommanderError): string {
  if (code === 'commander.missingArgument' && message.includes("'property-id'")) return listIds;
  const lines = code === 'commander.unknownCommand' ? suggestCommands(program, args) : [];
  return lines.length === 0 ? '' : `That may be:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function createProgram(context: CliContext): Command {
  // Commands take over the settings of the command they are made from, so these come first.
  const program = new Command('tilltag')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.output.write(text),
      writeErr: (text) => context.messages.write(text),
    })
    .showHelpAfterError('The same with --help says what the command takes.')
    .usage('<command> …')
    .description('Set up Tilltag: Stripe conversions in Google Tag Manager.')
    .addHelpText('after', environmentHelp);
  const property = program
    .command('property')
    .description('the shops: their hostnames, settings, Stripe keys and destinations');
  for (const add of [
    ...[addPropertyAdd, addPropertyList, addPropertyShow, addPropertyUpdate, addPropertyRemove, addPropertyErase],
    ...[addPropertyConnect, addPropertyDestination, addPropertyCheck],
  ]) {
    add(property, context);
  }
  for (const add of [
    ...[addSweep, addReplay, addBackfill, addDeliveries, addDoctor, addKeys, addConsole],
    ...[addDeploy, addDestroy, addCosts],
  ]) {
    add(program, context);
  }
  describeIds(program);
  return program;
}

/** Says of each id of a property where it is found; whoever sees a help for the first time has none. */
function describeIds(command: Command): void {
  for (const argument of command.registeredArguments) {
    if (argument.name() === 'property-id' && argument.description === '') argument.description = propertyIdHelp;
  }
  for (const one of command.commands) describeIds(one);
}

function isAnyOf(error: unknown, kinds: readonly (new (...args: never[]) => Error)[]): error is Error {
  return kinds.some((kind) => error instanceof kind);
}
