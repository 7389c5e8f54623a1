// Every page of the repository: links lead somewhere, and commands, options, settings and files that are named are there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../functions/settings-schema.ts';
import { useCli } from '../scripts/cli/use-cli.ts';
import { codesIn, readMarkdown, root } from './markdown.ts';

const made = new Set(['node_modules', 'dist', '.git', '.tilltag', 'coverage']);

/** Every file of the repository with one of these endings, as a path from its top folder. */
function findFiles(endings: readonly string[], folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : findFiles(endings, file);
    return endings.some((ending) => entry.name.endsWith(ending)) ? [file] : [];
  });
}

const documents = findFiles(['.md']);
const sources = findFiles(['.ts', '.mjs', '.tpl', '.yml']).filter((file) => !file.startsWith('test/house/'));
const source = sources.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const commands = readFileSync(path.join(root, 'scripts/preflight.mjs'), 'utf8');
const cli = useCli();

/** What stands between backticks, fenced blocks line by line included. */
function codeOf(text: string): string[] {
  const fenced = [...text.matchAll(/^ *```\w*\n(.*?)^ *```$/gms)].flatMap(([, code = '']) => code.split('\n'));
  return [...fenced.map((line) => line.trim()), ...codesIn(text.replace(/^ *```.*?^ *```$/gms, ''))];
}

const helps = new Map<string, string>();

/** The help of what is started with these words behind `npm run`; run once for each. */
async function helpOf(name: string, words: readonly string[]): Promise<string> {
  const key = [name, ...words].join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const script = new RegExp(`^ {2}${name}: '([^']+)'`, 'm').exec(commands)?.[1] ?? '';
  const help =
    name === 'tilltag'
      ? (await cli.run([...words, '--help'])).stdout
      : spawnSync(process.execPath, [path.join(root, script), '--help'], { encoding: 'utf8' }).stdout;
  helps.set(key, help);
  return help;
}

/** Calls of npm's scripts: their name, and what stands behind `--`. */
function callsIn(text: string): { name: string; rest: string }[] {
  const calls = text.matchAll(
    /\bnpm (?:run )?(?:--silent )?(start|test|(?<=run |--silent )[a-z-]+)(?: -- ([^`\n#]*))?/g,
  );
  return [...calls].map(([, name = '', rest = '']) => ({ name, rest }));
}

async function expectCall({ name, rest }: { name: string; rest: string }): Promise<void> {
  expect(Object.keys(scripts), `npm run ${name}`).toContain(name);
  const flags = rest.match(/(?<=^| )--[a-z-]+/g) ?? [];
  // Those two hand their arguments on to other programs.
  if (name === 'test' || name === 'fix') return expect(flags).toEqual([]);
  const words = name === 'tilltag' ? findCommand(rest) : [];
  if (name !== 'tilltag' && flags.length === 0) return;
  const help = await helpOf(name, words);
  if (name === 'tilltag') expect(help, rest).toContain(`Usage: ${['tilltag', ...words].join(' ')}`);
  for (const flag of flags) expect(`${help} --help`, `npm run ${name} -- ${rest}`).toContain(flag);
}

/** The words before the first argument. */
function findCommand(rest: string): string[] {
  const words = rest.split(' ').filter((word) => word !== '');
  const end = words.findIndex((word) => !/^[a-z]+$/.test(word));
  return end === -1 ? words : words.slice(0, end);
}

describe.each(documents)('%s', (file) => {
  const page = readMarkdown(file);
  const code = codeOf(page.text);

  test('every link leads somewhere', () => {
    const isThere = (target: string) => {
      const [other = '', anchor] = target.split('#');
      const found = other === '' ? file : path.posix.join(path.posix.dirname(file), other);
      if (!existsSync(path.join(root, found)) || found.startsWith('..')) return false;
      return anchor === undefined || readMarkdown(found).anchors().includes(anchor);
    };
    expect(page.localTargets().filter((target) => !isThere(target))).toEqual([]);
  });

  test('no two headings have one anchor', () => {
    const anchors = page.anchors();
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
  });

  test('every command is one of the package, with options that it has', async () => {
    for (const call of callsIn(page.text)) await expectCall(call);
  });

  test('every setting, and every other name in capitals, is one that the program knows', () => {
    const names = code.flatMap((text) => text.match(/(?<![\w{])[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+(?![\w}])/g) ?? []);
    const unknown = names.filter((name) => !(name in settingsSchema.properties) && !source.includes(name));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('every code, event and field is one that the program knows', () => {
    const names = codesIn(page.text.replaceAll(/^ *```.*?^ *```$/gms, '')).filter((name) =>
      /^[a-z]+(?:_[a-z0-9]+)+$/.test(name),
    );
    expect([...new Set(names)].filter((name) => !source.includes(name))).toEqual([]);
  });

  test('every file of the repository that is named is there', () => {
    const named = code
      .flatMap(
        (text) => text.match(/(?<![\w./-])(?:functions|gtm-templates|scripts|test|\.github|\.ci)\/[\w./-]+/g) ?? [],
      )
      // What is built, and the template that the contribution guide makes up.
      .filter((name) => !name.includes('/dist') && !name.includes('page-label'));
    expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});

describe('documents', () => {
  test('the pages that GitHub shows by their names are there', () => {
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', '.github/CONTRIBUTING.md', '.github/SECURITY.md', '.github/UPGRADING.md']),
    );
  });

  test('every page but the README of the project is linked from another', () => {
    const linked = documents.flatMap((file) =>
      readMarkdown(file)
        .localTargets()
        .map((target) => path.posix.join(path.posix.dirname(file), target.split('#')[0] ?? '')),
    );
    expect(documents.filter((file) => file !== 'README.md' && !linked.includes(file))).toEqual([]);
  });
});
