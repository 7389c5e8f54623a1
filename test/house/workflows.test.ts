// The workflows on GitHub: pinned actions, least permissions, an end to everything, and only commands that there are.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './markdown.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: unknown;
}

interface Job {
  'runs-on': string;
  'timeout-minutes'?: number;
  permissions?: unknown;
  strategy?: { matrix: { include: { os: string; node: number }[] } };
  steps: Step[];
}

interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions?: unknown;
  concurrency?: { group: string };
  jobs: Record<string, Job>;
}

const folder = path.join(root, '.github/workflows');
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const workflowOf = (file: string): Workflow => parse(textOf(file));
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

describe.each(files)('the workflow %s', (file) => {
  const workflow = workflowOf(file);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test('may read the repository, and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(({ permissions }) => permissions !== undefined)).toEqual([]);
  });

  test('uses actions by the hash of a commit, with the version beside it', () => {
    const used = [...textOf(file).matchAll(/uses:\s*(.*)$/gm)].map(([, what]) => what);
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const what of used) expect(what).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('leaves no way to write behind with the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBe(jobs.length);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('knows no secret, and never runs a stranger’s code with the rights of the project', () => {
    expect(textOf(file)).not.toMatch(/secrets\.|github\.token|pull_request_target|workflow_run/);
  });

  test('puts no text of a stranger into a command', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('ends each job in time, and an older run for a newer one', () => {
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    expect(workflow.concurrency?.group).toContain('github.ref');
  });

  test('shares no cache between branches', () => {
    const nodes = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(nodes.filter((step) => step.with?.['package-manager-cache'] !== false || step.with['cache'])).toEqual([]);
  });

  test('runs only what is there', () => {
    const commands = steps.flatMap(({ run }) => run?.trim().split('\n') ?? []);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const [, name] = /^npm run (?:--silent )?(\S+)/.exec(command) ?? [];
      if (name !== undefined) expect(Object.keys(scripts), command).toContain(name);
      else if (command.startsWith('./') || command.startsWith('.ci/')) {
        expect(existsSync(path.join(root, command)) && statSync(path.join(root, command)).mode & 0o111).toBeTruthy();
      } else expect(command).toMatch(/^(?:npm (?:ci|test|audit)|git (?:add|diff))\b/);
    }
  });
});

describe('continuous integration', () => {
  const { on, jobs } = workflowOf('ci.yml');

  test('runs for every pull request and for the main branch', () => {
    expect(on).toEqual({ push: { branches: ['main'] }, pull_request: null });
  });

  test('runs the command that a person runs', () => {
    expect(jobs['test']?.steps.at(-1)).toEqual({ run: '.ci/run' });
    expect(readFileSync(path.join(root, '.ci/run'), 'utf8')).toMatch(/^exec npm test$/m);
  });

  test('tries Linux from every Node that the preflight takes, and macOS with the Node that the project runs on', () => {
    const preflight = readFileSync(path.join(root, 'scripts/preflight.mjs'), 'utf8');
    const needed = Number(/neededMajor = (\d+)/.exec(preflight)?.[1]);
    const oldest = Number(/Tilltag needs Node (\d+)/.exec(preflight)?.[1]);
    const tried = jobs['test']?.strategy?.matrix.include.map(({ os, node }) => `${os} ${node}`) ?? [];
    expect(tried.sort()).toEqual(
      [`macos-latest ${needed}`, ...[oldest, 20, needed].map((node) => `ubuntu-latest ${node}`)].sort(),
    );
  });
});

describe('the night', () => {
  const { on, jobs } = workflowOf('nightly.yml');

  test('runs by itself each day, and when somebody asks', () => {
    expect(on).toEqual({ schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }], workflow_dispatch: null });
  });

  test('takes what is too long for each change', () => {
    const commands = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run?.split(' -- ')[0] ?? []),
    );
    expect(commands).toEqual(expect.arrayContaining(['npm run fuzz', 'npm run chaos', 'npm run soak']));
    expect(commands).toContain('npm audit signatures');
  });
});

describe('Dependabot', () => {
  const { updates }: { updates: Record<string, unknown>[] } = parse(
    readFileSync(path.join(root, '.github/dependabot.yml'), 'utf8'),
  );

  test.each(['npm', 'github-actions'])('asks for newer versions of %s, a week after they came out', (system) => {
    expect(updates.find((update) => update['package-ecosystem'] === system)).toMatchObject({
      directory: '/',
      schedule: { interval: 'weekly' },
      cooldown: { 'default-days': 7 },
    });
  });
});
