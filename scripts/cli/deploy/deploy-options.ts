// The options of `deploy`, and the wish that they make.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { type FunctionName, functionNames } from '../../deploy/deployment.ts';
import type { AskedWish } from '../../deploy/wish.ts';
import type { CliContext } from '../cli-context.ts';
import { UsageError } from '../cli-errors.ts';
import { addSecretOptions, type SecretOptions } from '../read-secret.ts';

/** As commander has read them. */
export interface DeployOptions extends SecretOptions {
  project: string;
  region: string;
  prefix: string;
  database?: string;
  databaseLocation?: string;
  schedulerRegion?: string;
  function?: FunctionName[];
  domain?: string;
  consoleDomain?: string;
  oidcClientId?: string;
  oidcIssuer?: string;
  signInDomains?: string;
  firstSignInOwns?: true;
  keysFile?: string;
  minInstances?: number;
  trustedHops?: number;
  breakLock?: true;
  dryRun?: true;
  yes?: true;
  json?: true;
}

/** Where a deployment lies, which `destroy` must be told as well. */
export function addPlaceOptions(command: Command): Command {
  return command
    .requiredOption(
      '--project <id>',
      'the project at Google',
      matching(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'a project’s id'),
    )
    .requiredOption(
      '--region <region>',
      'where the functions run, such as europe-west1',
      matching(/^[a-z]+-[a-z]+\d+$/, 'a region'),
    )
    .option(
      '--prefix <name>',
      'what every name begins with; one project can hold several deployments',
      matching(/^[a-z][a-z0-9-]{2,18}[a-z0-9]$/, 'a prefix: 4 to 20 small letters, digits and dashes'),
      'tilltag',
    )
    .option(
      '--database <name>',
      'the Firestore database; that in use unless told, else called like the prefix',
      matching(/^(\(default\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$/, 'a database’s name'),
    )
    .option(
      '--scheduler-region <region>',
      'where the schedule runs, if not in the region; remembered',
      matching(/^[a-z]+-[a-z]+\d+$/, 'a region'),
    )
    .option('--break-lock', 'go on though another run seems to be under way, which you know has ended');
}

/** All options of `deploy`. */
export function addDeployOptions(command: Command): Command {
  addPlaceOptions(command)
    .option(
      '--database-location <place>',
      'where the data lie, if not in the region, such as eur3',
      matching(/^[a-z0-9-]+$/, 'a place'),
    )
    .addOption(new Option('--function <names...>', 'only these functions').choices(functionNames))
    .option(
      '--domain <host>',
      'a host name of your own for pages, such as tags.example.com; none for Google’s again',
      host,
    )
    .option('--console-domain <host>', 'a host name of your own for the console; likewise', host)
    .option('--oidc-client-id <id>', 'the client that people sign in to the console with')
    .option(
      '--oidc-issuer <url>',
      'another OpenID Connect issuer than Google',
      matching(/^https:\/\/\S+$/, 'an https address'),
    )
    .option('--sign-in-domains <domains>', 'whose e-mail addresses may sign in to the console, separated by commas')
    .option('--first-sign-in-owns', 'let the first who signs in to the console own it, whoever that is');
  addSecretOptions(command, 'the secret of that client');
  return command
    .option('--keys-file <file>', 'a file that holds a key ring which exists already (TILLTAG_KEYS)')
    .option('--min-instances <count>', 'instances that wait for visitors, against slow first answers', count(0, 100))
    .option('--trusted-hops <count>', 'proxies in front of the functions; 2 behind a load balancer', count(1, 10))
    .option('--dry-run', 'print every command in order, and what it would cost, and change nothing')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object');
}

/** The wish, but for the project's number and the console's secret. Throws UsageError. */
export function toWish({ folder }: CliContext, options: DeployOptions, clientSecret: string | undefined): AskedWish {
  const { project: projectId, region, prefix } = options;
  const chosen = options.function ?? functionNames;
  return {
    deployment: {
      ...{ projectId, region, prefix, projectNumber: '' },
      database: options.database ?? '',
      databaseLocation: options.databaseLocation ?? region,
      schedulerRegion: options.schedulerRegion ?? '',
    },
    functions: functionNames.filter((name) => chosen.includes(name)),
    console: {
      clientId: options.oidcClientId,
      clientSecret,
      issuer: options.oidcIssuer,
      signInDomains: options.signInDomains,
      isFirstOwner: options.firstSignInOwns === true,
    },
    domains: { pages: options.domain, console: options.consoleDomain },
    minInstances: options.minInstances,
    trustedHops: options.trustedHops,
    keyRing: options.keysFile === undefined ? undefined : readKeyRing(resolve(folder, options.keysFile)),
  };
}

function readKeyRing(path: string): string {
  try {
    const text = readFileSync(path, 'utf8').trim();
    parseKeyRing(text);
    return text;
  } catch (cause) {
    throw new UsageError('The file with the key ring cannot be read, or holds none: NAME:BASE64_OF_32_BYTES.', {
      cause,
    });
  }
}

function host(text: string): string {
  return text === 'none' ? '' : matching(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'a host name such as tags.example.com')(text);
}

function matching(pattern: RegExp, what: string): (text: string) => string {
  return (text) => {
    if (!pattern.test(text)) throw new InvalidArgumentError(`It must be ${what}.`);
    return text;
  };
}

function count(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return value;
  };
}
