// Which files a command looks at.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFiles } from '../../../scripts/toolkit/find-files.ts';
import { writeFolder } from '../compiler/template-folder.ts';
import { toContainer } from './to-container.ts';

function namesOf(given: readonly string[], folder: string): string[] {
  return findFiles(given, folder).map(({ file }) => file);
}

describe('findFiles', () => {
  test('a file is taken as it was given, whatever it is called', () => {
    const folder = writeFolder({ 'a.tpl': '', 'b.txt': '' });
    expect(findFiles(['./a.tpl', 'b.txt'], folder)).toEqual([
      { file: './a.tpl', path: join(folder, 'a.tpl') },
      { file: 'b.txt', path: join(folder, 'b.txt') },
    ]);
  });

  test('a folder stands for every .tpl in it and below, sorted, each named below the folder as it was given', () => {
    const folder = writeFolder({ 'in/z.tpl': '', 'in/deep/er/a.tpl': '', 'in/b.tpl': '', 'in/c.js': '' });
    const expected = ['in/b.tpl', 'in/deep/er/a.tpl', 'in/z.tpl'];
    expect(namesOf(['in'], folder)).toEqual(expected);
    expect(namesOf(['in/'], folder)).toEqual(expected);
    expect(namesOf(['./in'], folder)).toEqual(expected.map((file) => `./${file}`));
    expect(namesOf([join(folder, 'in')], '/')).toEqual(expected.map((file) => join(folder, file)));
    expect(namesOf(['.'], join(folder, 'in'))).toEqual(['./b.tpl', './deep/er/a.tpl', './z.tpl']);
  });

  test('a folder stands for every container in it as well, and for no other JSON', () => {
    const folder = writeFolder({
      'in/a.tpl': '',
      'in/deep/web.json': toContainer(),
      'in/cut-off.json': toContainer().slice(0, -2),
      'in/package.json': '{"name": "a-package"}',
      'in/broken.json': '{',
      'in/export.txt': toContainer(),
      'in/node_modules/b.json': toContainer(),
    });
    expect(namesOf(['in'], folder)).toEqual(['in/a.tpl', 'in/cut-off.json', 'in/deep/web.json']);
  });

  test('a .json is taken as it was given, whatever it holds', () => {
    expect(namesOf(['package.json'], writeFolder({ 'package.json': '{}' }))).toEqual(['package.json']);
  });

  test('node_modules and folders that start with a dot are left out', () => {
    const folder = writeFolder({
      'a.tpl': '',
      'node_modules/b.tpl': '',
      '.git/c.tpl': '',
      'sub/node_modules/d.tpl': '',
    });
    expect(namesOf(['.'], folder)).toEqual(['./a.tpl']);
  });

  test('a file that is reached twice is listed once', () => {
    const folder = writeFolder({ 'a.tpl': '', 'b.tpl': '' });
    expect(namesOf(['b.tpl', '.', './b.tpl'], folder)).toEqual(['b.tpl', './a.tpl']);
  });

  test('a link to a file is followed, a link to a folder is not', () => {
    const folder = writeFolder({ 'real/a.tpl': '', 'in/b.tpl': '' });
    symlinkSync(join(folder, 'real/a.tpl'), join(folder, 'in/linked.tpl'));
    symlinkSync(join(folder, 'in'), join(folder, 'in/round'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'in/dangling.tpl'));
    expect(namesOf(['in'], folder)).toEqual(['in/b.tpl', 'in/linked.tpl']);
  });

  test('every path without a file to look at is named', () => {
    const folder = writeFolder({ 'a.tpl': '', 'empty/readme.md': '' });
    expect(() => findFiles(['gone.tpl', 'a.tpl', 'empty'], folder)).toThrow(
      'There is no file or folder gone.tpl.\nThere is no .tpl file and no exported container in empty or below.',
    );
  });
});
