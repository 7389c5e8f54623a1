// What the README tells an engineer of commands and their options, held to their help and their output.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { ownStripeKey, shopStripeKey } from '../../scripts/stand-ins/demo/demo-accounts.ts';
import { describeReport } from '../../scripts/toolkit/describe-report.ts';
import { toJsonLine } from '../../scripts/toolkit/file-report.ts';
import { useCli } from '../scripts/cli/use-cli.ts';
import { codeIn, codesIn, readMarkdown, root } from './markdown.ts';

const readme = readMarkdown('README.md');
const cli = useCli();

function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const printed = new Map<string, string>();

/** What the script prints; run once for the same arguments, however often the README shows them. */
function runScript(file: string, ...args: string[]): string {
  const key = [file, ...args].join(' ');
  const output =
    printed.get(key) ?? spawnSync(process.execPath, [path.join(root, file), ...args], { encoding: 'utf8' }).stdout;
  printed.set(key, output);
  return output;
}

/** The long options that a help text explains, but for the help itself. */
function flagsIn(help: string): string[] {
  const flags = [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
  return flags.filter((flag) => flag !== '--help');
}

const helpOf: Record<string, () => Promise<string> | string> = {
  start: () => runScript('scripts/start.ts', '--help'),
  serve: () => runScript('scripts/serve.ts', '--help'),
  build: () => runScript('scripts/build.ts', '--help'),
  simulate: () => runScript('scripts/toolkit/simulate.ts', '--help'),
  check: () => runScript('scripts/toolkit/check.ts', '--help'),
  gallery: () => runScript('scripts/toolkit/gallery.ts', '--help'),
  dev: () => runScript('scripts/toolkit/dev.ts', '--help'),
};

/** The help of the command that the words before the first argument name; throws where there is no such command. */
async function helpOfTilltag(rest: string): Promise<string> {
  const words = rest.split(' ').filter((word) => word !== '');
  const end = words.findIndex((word) => !/^[a-z]+$/.test(word));
  const names = end === -1 ? words : words.slice(0, end);
  const known = printed.get(names.join(' '));
  if (known !== undefined) return known;
  const { code, stdout } = await cli.run([...names, '--help']);
  const usage = `Usage: tilltag ${names.join(' ')}`.trimEnd();
  if (code !== 0 || !stdout.startsWith(`${usage} `)) throw new Error(`There is no command "${names.join(' ')}".`);
  printed.set(names.join(' '), stdout);
  return stdout;
}

describe('README, the commands', () => {
  test('the table has every script of the package and no other', () => {
    const { scripts } = JSON.parse(readText('package.json'));
    const named = readme
      .rows('Command', 'What it does')
      .map(([command = '']) => codeIn(command).replace(/^npm (run )?/, ''));
    expect(named.sort()).toEqual(Object.keys(scripts).sort());
  });

  test('every command that is shown exists, with every option it is shown with', async () => {
    const shown = [
      ...readme.text.matchAll(
        /npm (?:run )?(start|serve|build|tilltag|simulate|check|gallery|dev)\b(?: -- ([^`\n#]*))?/g,
      ),
    ];
    expect(shown.length).toBeGreaterThan(20);
    for (const [command, name = '', rest = ''] of shown) {
      const help = name === 'tilltag' ? await helpOfTilltag(rest) : await helpOf[name]?.();
      const flags = rest.match(/--[a-z-]+/g) ?? [];
      for (const flag of flags) expect(`${help ?? ''}--help`, command).toContain(flag);
    }
  });

  test('the build options are those of its help', () => {
    const flags = readme.rows('Option', 'What it does').map(([option = '']) => codeIn(option));
    expect(flags).toHaveLength(new Set(flags).size);
    expect(flags.sort()).toEqual(flagsIn(runScript('scripts/build.ts', '--help')).sort());
  });

  test('the simulate options are those of its help', () => {
    const flags = readme.rows('Option of `simulate`', 'What it does').map(([option = '']) => codeIn(option));
    expect(flags.sort()).toEqual(flagsIn(runScript('scripts/toolkit/simulate.ts', '--help')).sort());
  });

  test('the line of JSON has the keys that simulate prints', () => {
    const example = JSON.parse(readme.blocks('jsonc')[0] ?? '');
    const line = toJsonLine({ ...example, template: 'web tag', scenarioCount: 1 });
    expect(JSON.parse(line)).toEqual(example);
  });

  test('the report of a file is laid out as simulate prints it', () => {
    const [example = ''] = readme.blocks('text').filter((block) => block.startsWith('✗'));
    const [, file = ''] = /^✗ (\S+)/.exec(example) ?? [];
    const [, name = '', line] = /✗ (.*) — \S+:(\d+)\n/.exec(example) ?? [];
    const [, at, column, problem = ''] = /:(\d+):(\d+) — (.*)\n/.exec(example) ?? [];
    const message = /^ {6}(.*)$/m.exec(example)?.[1] ?? '';
    const failed = { name, passed: false, message, line: Number(line) };
    const report = {
      file,
      template: 'web tag',
      scenarioCount: 2,
      scenarios: [{ name: 'Ends', passed: true, message: '' }, failed],
      problems: [{ section: 'TESTS', line: Number(at), column: Number(column), message: problem }],
    };
    const telling = { colors: picocolors.createColors(false), isRun: true, isVerbose: false };
    expect(`${describeReport(report, telling)}\n`).toBe(example);
  });

  test('the property options are those of its help, and the defaults those of a new property', async () => {
    const rows = readme.rows('Option', 'Default', 'What it sets');
    const { stdout } = await cli.run(['property', 'add', '--help']);
    expect(['--json', ...rows.map(([option = '']) => codeIn(option))].sort()).toEqual(flagsIn(stdout).sort());
    const added = await cli.runJson(['property', 'show', await cli.addShop()]);
    for (const [option = '', value = ''] of rows.filter(([, value]) => value !== '')) {
      expect(String(added[codeIn(option).slice(2).replaceAll('-', '_')]), option).toBe(codeIn(value));
    }
  });

  test('the property commands are those of its help', async () => {
    const sentence = /has the commands ([^;]*);/.exec(readme.text)?.[1] ?? '';
    const { stdout } = await cli.run(['property', '--help']);
    const commands = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name);
    expect(codesIn(sentence)).toEqual(commands);
    const ofDestinations = /`property destination` has ([^.]*)\./.exec(readme.text)?.[1] ?? '';
    const { stdout: help } = await cli.run(['property', 'destination', '--help']);
    expect(codesIn(ofDestinations)).toEqual([...help.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name));
  });

  test('every command of the command line is shown', async () => {
    const { stdout } = await cli.run(['--help']);
    const commands = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name = '']) => name);
    expect(commands).toEqual(expect.arrayContaining(['sweep', 'replay', 'backfill', 'deliveries']));
    for (const command of commands) expect(readme.text).toContain(`npm run tilltag -- ${command} `);
  });

  test('ports and keys of the demo are those that it uses', () => {
    const port = Number(
      /(\d+) unless given; function, Stripe, Google and the server container take/.exec(
        runScript('scripts/start.ts', '--help'),
      )?.[1],
    );
    const start = readme.blocks('sh').find((block) => block.includes('npm start '));
    expect(start).toContain(`the address of the shop, http://127.0.0.1:${port}\n`);
    expect(readme.text).toContain(`http://127.0.0.1:${port + 1}/checkout/`);
    expect(readme.text).toContain(`STRIPE_API_BASE=http://127.0.0.1:${port + 2} `);
    expect(readme.text).toContain(`GOOGLE_ANALYTICS_BASE=http://127.0.0.1:${port + 3}\``);
    expect(readme.text).toContain(`--stripe-key ${shopStripeKey}\n`);
    const [step = ''] = readme.text.split('\n').filter((line) => line.includes('**A property of your own.**'));
    expect(codesIn(step)).toEqual(['127.0.0.1', ownStripeKey]);
  });
});
