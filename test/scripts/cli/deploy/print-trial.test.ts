// The commands of a dry run as they are printed, and the lock of a real one, with the stand-in for gcloud as a process of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { printTrial, toComment } from '../../../../scripts/cli/deploy/print-trial.ts';
import type { Taker } from '../../../../scripts/deploy/lock/holder.ts';
import { toTakeCommand } from '../../../../scripts/deploy/lock/take-lock.ts';
import { findOwnProcess } from '../../../../scripts/deploy/own-process.ts';
import { answerCommand } from '../../deploy/stand-in/answer-command.ts';
import { installGcloud } from '../../deploy/stand-in/install-gcloud.ts';
import { newWorld, type World } from '../../deploy/stand-in/world.ts';
import { useCli } from '../use-cli.ts';

const cli = useCli();
const place = ['--project', 'shop-123', '--region', 'europe-west1'];
const pages = ['--function', 'webhook', '--domain', 'tags.a.example'];
let env: Record<string, string>;

beforeEach(() => {
  env = installGcloud(cli.folder(), newWorld());
});

function setWorld(world: World): void {
  writeFileSync(join(cli.folder(), 'world.json'), JSON.stringify(world));
}

function listCommands(script: string): string[] {
  return script.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('printTrial', () => {
  test('everything but commands is a comment, every line of it', () => {
    const steps = [{ title: 'Do it', actions: [{ args: ['auth', 'list'] }] }];
    const script = printTrial({ steps, notices: ['One.\nTwo.'], nothing: 'None.' });
    expect(listCommands(script)).toEqual(['gcloud auth list']);
    expect(script).toMatch(/^# For a POSIX shell .*Windows.*\n\n# One\.\n# Two\.\n\n# Do it\ngcloud/);
    expect(printTrial({ steps: [], notices: ['One.'], nothing: 'None.' })).toBe('# None.\n\n# One.\n');
    expect(toComment('\na\n\nb\n')).toBe('# a\n\n# b\n');
  });
});

describe('tilltag deploy --dry-run', { timeout: 600_000 }, () => {
  test('before anybody signed in ends well with commands, and names what is not known', async () => {
    setWorld({ ...newWorld(), account: '' });
    const { code, stdout } = await cli.run(['deploy', ...place, ...pages, '--dry-run'], { env });
    expect(code).toBe(0);
    expect(listCommands(stdout)[0]).toBe(
      `PROJECT_NUMBER="$(gcloud projects describe shop-123 --format='value(projectNumber)')"`,
    );
    expect(stdout).toContain('# Nobody is signed in to gcloud. Sign in with: gcloud auth login\n# Until then');
    const { stdout: without, code: end } = await cli.run(['deploy', ...place, ...pages, '--dry-run'], {
      env: { PATH: '/nowhere' },
    });
    expect([end, without]).toEqual([0, expect.stringContaining('# The program gcloud is not there.')]);
  });

  test('locks, does it, lets go, and says what will be told at the end', async () => {
    const args = ['deploy', ...place, '--function', 'public', '--domain', 'tags.a.example', '--dry-run'];
    const { stdout } = await cli.run(args, { env });
    const commands = listCommands(stdout);
    expect(commands.findIndex((line) => line.includes('secrets create tilltag-deploy-lock'))).toBe(4);
    expect(commands.at(-1)).toBe('gcloud secrets delete tilltag-deploy-lock --project=shop-123 --quiet');
    expect(stdout).toContain(
      '#   gcloud beta run domain-mappings create --service=tilltag-public --domain=tags.a.example',
    );
  });
});

describe('the lock of a deployment', { timeout: 600_000 }, () => {
  const taken = (taker: Taker = { account: 'bob@example.com' }): World => {
    const world: World = { ...newWorld(), apis: ['secretmanager.googleapis.com', 'run.googleapis.com'] };
    const deployment = { projectId: 'shop-123', prefix: 'tilltag', region: 'europe-west1' };
    answerCommand(world, { ...toTakeCommand({ deployment, ...taker }), input: '' });
    const labels = { 'tilltag-package': 'abc', 'cloud.googleapis.com/location': 'europe-west1' };
    return { ...world, services: { 'tilltag-public': { metadata: { name: 'tilltag-public', labels } } } };
  };
  const services = () => JSON.parse(readFileSync(join(cli.folder(), 'world.json'), 'utf8')).services;

  test('keeps deploy and destroy away from each other, until it is broken', async () => {
    setWorld(taken());
    for (const args of [
      ['deploy', ...place, ...pages, '--yes'],
      ['destroy', ...place, '--confirm', 'shop-123'],
    ]) {
      const { code, stderr } = await cli.run(args, { env });
      expect([code, stderr]).toEqual([1, expect.stringContaining('bob@example.com is changing the deployment')]);
    }
    expect(Object.keys(services())).toEqual(['tilltag-public']);
    const { code } = await cli.run(['destroy', ...place, '--confirm', 'shop-123', '--break-lock'], { env });
    expect([code, services()]).toEqual([0, {}]);
    expect(JSON.parse(readFileSync(join(cli.folder(), 'world.json'), 'utf8')).secrets).toEqual({});
  });

  test('is told of by the dry run of destroy, which takes it away first only where it is to be broken', async () => {
    setWorld(taken());
    const trial = ['destroy', ...place, '--dry-run'];
    const { code, stdout } = await cli.run(trial, { env });
    expect([code, stdout]).toEqual([0, expect.stringContaining('# bob@example.com is changing the deployment')]);
    expect(listCommands(stdout)[0]).toContain('secrets create tilltag-deploy-lock');
    const forced = await cli.run([...trial, '--break-lock'], { env });
    expect(listCommands(forced.stdout).slice(0, 2)).toEqual([
      expect.stringContaining('secrets delete tilltag-deploy-lock'),
      expect.stringContaining('secrets create tilltag-deploy-lock'),
    ]);
  });

  test('is taken over at once from a run that was killed on this machine', async () => {
    const { machine } = findOwnProcess();
    const ended = spawnSync(process.execPath, ['--version']).pid;
    setWorld(taken({ account: 'bob@example.com', machine, pid: ended }));
    const { code, stderr } = await cli.run(['destroy', ...place, '--confirm', 'shop-123'], { env });
    expect([code, services()]).toEqual([0, {}]);
    expect(stderr).toContain(`An earlier run on this machine (process ${ended}, since`);
    const log = readFileSync(join(cli.folder(), 'world.json.log'), 'utf8');
    expect(log).toContain(`--set-annotations=by=owner@example.com,machine=${machine},pid=${process.pid}`);
  });
});
