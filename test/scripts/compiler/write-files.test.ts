// How built files reach the disk.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../../../scripts/compiler/write-files.ts';
import { writeFolder } from './template-folder.ts';

describe('writeFiles', () => {
  test('files go into the folder, which is made, and replace what was there', () => {
    const folder = join(writeFolder({ 'a/b/one.tpl': 'old' }), 'a/b');
    writeFiles(folder, [
      { fileName: 'one.tpl', text: 'new' },
      { fileName: 'two.tpl', text: 'two' },
    ]);
    expect(readdirSync(folder).sort()).toEqual(['one.tpl', 'two.tpl']);
    expect(readFileSync(join(folder, 'one.tpl'), 'utf8')).toBe('new');
    writeFiles(join(folder, 'deeper'), [{ fileName: 'three.tpl', text: 'three' }]);
    expect(readFileSync(join(folder, 'deeper/three.tpl'), 'utf8')).toBe('three');
  });

  test('files it does not write stay', () => {
    const folder = writeFolder({ 'kept.txt': 'kept' });
    writeFiles(folder, [{ fileName: 'one.tpl', text: 'one' }]);
    expect(readdirSync(folder).sort()).toEqual(['kept.txt', 'one.tpl']);
  });

  test('a failure leaves no half of a file behind', () => {
    const folder = writeFolder({});
    mkdirSync(join(folder, 'two.tpl/inside'), { recursive: true });
    const files = [{ fileName: 'two.tpl', text: 'cannot replace a folder' }];
    expect(() => writeFiles(folder, files)).toThrow();
    expect(readdirSync(folder)).toEqual(['two.tpl']);
  });
});
