// What the page about the containers says, held to the files and to the checklist.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createChecklist } from '../../../functions/downloads/checklist.ts';
import { googleTagName, settingNames } from '../../../functions/downloads/container-names.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import { readMarkdown } from '../../house/markdown.ts';
import { serverExport, webExport } from '../../scripts/containers/built-containers.ts';

const readme = readFileSync(join(repositoryRoot, 'gtm-templates/containers/README.md'), 'utf8');

const versions = [webExport.containerVersion, serverExport.containerVersion];

/** Variables that the page names one by one: all but the examples and those of the data layer, which it names by folder. */
const ownVariables = versions.flatMap(({ variable = [] }) =>
  variable.filter(({ type, name }) => type !== 'v' && !/(First|Last) touch/.test(name)),
);

const names = versions.flatMap(({ tag = [], trigger = [], client = [], transformation = [] }) => [
  ...tag,
  ...trigger,
  ...client,
  ...transformation,
]);

describe('the page about the containers', () => {
  test.each([...names, ...ownVariables])('$name is on it', ({ name }) => {
    expect(readme).toContain(name);
  });

  test.each([...Object.values(settingNames), googleTagName])('%s is on it', (name) => {
    expect(readme).toContain(name);
  });

  test.each(webExport.containerVersion.folder ?? [])('the folder $name is on it', ({ name }) => {
    expect(readme).toContain(`_${name}_`);
  });

  test('names in its tables are in the files', () => {
    const cells = [...readme.matchAll(/^\| (Tilltag - [^|]+) \|/gm)].flatMap(([, cell = '']) => cell.split(', '));
    const known = [...names, ...versions.flatMap(({ variable = [] }) => variable)].map(({ name }) => name);
    const unknown = cells.map((cell) => cell.replace(' and others', '')).filter((cell) => !known.includes(cell));
    expect(unknown).toEqual([googleTagName]);
  });
});

describe('the checklist of the README', () => {
  test('it is that of the console, item by item', () => {
    const rows = readMarkdown('README.md').tables('Where', 'What', 'How', 'Otherwise')[0];
    expect(rows).toEqual(createChecklist().map(({ where, title, todo, otherwise }) => [where, title, todo, otherwise]));
  });
});
