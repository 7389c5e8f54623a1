// Holds every command of a whole plan, and the stand-in's tables, to the command tree that the real gcloud comes with. It proves
// that commands and flags exist; what Google then does with their values, only Google can prove.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leastVersion } from '../../../scripts/deploy/google/check-version.ts';
import { findGcloud } from '../../../scripts/deploy/google/find-gcloud.ts';
import { toReleaseCommand, toTakeCommand } from '../../../scripts/deploy/lock/take-lock.ts';
import { look } from '../../../scripts/deploy/look/look.ts';
import { planRemoval } from '../../../scripts/deploy/plan/plan-removal.ts';
import { deployTo, newWish } from './deploy-to-google.ts';
import { commands } from './stand-in/commands.ts';
import { useGoogle } from './stand-in/use-google.ts';

interface Tree {
  commands?: Record<string, Tree>;
  /** `bool`, `value`, `dynamic`, or the values that there are. */
  flags?: Record<string, string | string[]>;
}

/** The folder that gcloud is installed in, and its Python; empty where it is not there. */
function findInstallation(): readonly string[] {
  try {
    const question = ['info', '--format=value[separator="|"](installation.sdk_root,basic.python_location)'];
    const answer = execFileSync('gcloud', question, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return answer.trim().split('|');
  } catch {
    return [];
  }
}

const [root = '', python = ''] = findInstallation();

/** Tests are told apart as skipped where there is no gcloud: `undefined`. */
function readTree(): Tree | undefined {
  try {
    const folder = join(root, 'data/cli');
    if (!existsSync(join(folder, 'gcloud_completions.py'))) return undefined;
    const script = `import sys, json; sys.dont_write_bytecode = True; sys.path.insert(0, ${JSON.stringify(folder)}); import gcloud_completions as g; print(json.dumps(g.STATIC_COMPLETION_CLI_TREE))`;
    return JSON.parse(execFileSync('python3', ['-c', script], { encoding: 'utf8', maxBuffer: 2 ** 28 }));
  } catch {
    return undefined;
  }
}

const tree = readTree();

/** The flags of a command, those of gcloud itself included; `undefined` where there is no such command. */
function findFlags(words: readonly string[]): Record<string, string | string[]> | undefined {
  let place = tree;
  for (const word of words) place = place?.commands?.[word];
  return place && { ...tree?.flags, ...place.flags };
}

/** What the real gcloud would not understand of a command line. */
function listFaults(args: readonly string[]): string[] {
  const words = args.filter((word) => !word.startsWith('--'));
  const name = Object.keys(commands).find((one) => `${words.join(' ')} `.startsWith(`${one} `)) ?? '';
  const flags = findFlags(name.split(' '));
  if (flags === undefined) return [`no command ${name}`];
  return args
    .filter((word) => word.startsWith('--'))
    .flatMap((word) => {
      const [, flag = '', value] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
      const kind = flags[flag] ?? flags[flag.replace('--no-', '--')];
      if (kind === undefined) return [`${name}: no flag ${flag}`];
      if ((kind === 'bool') !== (value === undefined)) return [`${name}: ${word}`];
      return Array.isArray(kind) && !kind.includes(value ?? '') ? [`${name}: no value ${word}`] : [];
    });
}

const google = useGoogle();

describe.skipIf(tree === undefined)('the real gcloud', () => {
  test('knows every command and flag of a deployment, of a look and of a removal', async () => {
    await deployTo(google, newWish({ minInstances: 1 }));
    const { deployment } = newWish();
    const { existing } = await look({ gcloud: google.gcloud() }, deployment);
    const removal = planRemoval(deployment, existing, true).steps.flatMap(({ actions }) => actions);
    const locking = { deployment, account: 'ann@example.com' };
    const lock = [toTakeCommand(locking), toReleaseCommand(deployment, '"etag"')];
    const lines = [...google.calls(), ...removal, ...lock].flatMap((one) => ('args' in one ? [one.args] : []));
    expect(lines.length).toBeGreaterThan(80);
    expect(lines.flatMap(listFaults)).toEqual([]);
  });

  test('knows every command and flag that the stand-in knows', () => {
    const faults = Object.entries(commands).flatMap(([name, { values, switches }]) => {
      const words = name.split(' ');
      return listFaults([...words, ...values.map((value) => `--${value}=x`), ...switches.map((one) => `--${one}`)]);
    });
    // Of values the stand-in's table says nothing.
    expect(faults.filter((fault) => !fault.includes(': no value '))).toEqual([]);
  });

  test('had no run deploy --function before the least version', () => {
    const notes = readFileSync(join(root, 'RELEASE_NOTES'), 'utf8');
    const promoted = notes.slice(
      0,
      notes.indexOf('the GA release of Cloud Run functions: `--build-env-vars`, `--function`'),
    );
    expect(promoted.match(/^## \d+\.\d+\.\d+/gm)?.at(-1)).toBe(`## ${leastVersion}`);
  });

  test('is started without its own script as well, as on Windows', () => {
    const started = findGcloud({
      platform: 'win32',
      env: { CLOUDSDK_ROOT_DIR: root, CLOUDSDK_PYTHON: python },
      exists: (path) => existsSync(path.replaceAll('\\', '/')),
    });
    const args = started?.args.map((one) => one.replaceAll('\\', '/')) ?? [];
    const answer = execFileSync(started?.file ?? '', [...args, 'version', '--format=json'], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toHaveProperty('Google Cloud SDK');
  });

  test('refuses what it does not know', () => {
    expect(listFaults(['run', 'deploy', 'a', '--concurency=1'])).toEqual(['run deploy: no flag --concurency']);
    expect(listFaults(['run', 'deploy', 'a', '--ingress=nobody'])).toEqual(['run deploy: no value --ingress=nobody']);
  });
});
