// Which saved files are heard of.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { watchFolder } from '../../../../scripts/toolkit/dev/watch-folder.ts';
import { writeFolder } from '../../compiler/template-folder.ts';

function startWatching() {
  const folder = writeFolder({ 'web/a/code.ts': '', 'dist/a.tpl': '', 'distant.ts': '' });
  const heard: (readonly string[])[] = [];
  onTestFinished(watchFolder(folder, { ignored: ['dist'], quietMs: 30, onChange: (files) => heard.push(files) }));
  const save = (file: string) => writeFileSync(join(folder, file), String(Math.random()));
  return { folder, heard, save };
}

describe('watchFolder', () => {
  test('files that are saved at once are heard of together', async () => {
    const { heard, save } = startWatching();
    save('web/a/code.ts');
    save('distant.ts');
    save('web/a/code.ts');
    await vi.waitFor(() => expect(heard).toEqual([['distant.ts', 'web/a/code.ts']]));
  });

  test('what is ignored and what editors write beside a file is not heard of', async () => {
    const { heard, save } = startWatching();
    for (const file of ['dist/a.tpl', 'web/a/.code.ts.swp', 'web/a/code.ts~', 'web/4913']) save(file);
    save('distant.ts');
    await vi.waitFor(() => expect(heard).toEqual([['distant.ts']]));
  });

  test('a file in a new folder is heard of', async () => {
    const { folder, heard, save } = startWatching();
    mkdirSync(join(folder, 'web/b'));
    await vi.waitFor(() => expect(heard.flat()).toContain('web/b'));
    save('web/b/code.ts');
    await vi.waitFor(() => expect(heard.flat()).toContain('web/b/code.ts'));
  });

  test('a folder that is moved in is watched with the folders in it', async () => {
    const { folder, heard, save } = startWatching();
    const other = writeFolder({ 'deep/code.ts': '' });
    renameSync(other, join(folder, 'web/c'));
    await vi.waitFor(() => expect(heard.flat()).toContain('web/c'));
    save('web/c/deep/code.ts');
    await vi.waitFor(() => expect(heard.flat()).toContain('web/c/deep/code.ts'));
  });

  test('a file is heard of each time that an editor renames a new one into its place, and the new one is not', async () => {
    const { folder, heard, save } = startWatching();
    for (const times of [1, 2, 3]) {
      save('web/a/code.ts.new');
      renameSync(join(folder, 'web/a/code.ts.new'), join(folder, 'web/a/code.ts'));
      await vi.waitFor(() => expect(heard).toHaveLength(times));
    }
    expect(heard).toEqual([['web/a/code.ts'], ['web/a/code.ts'], ['web/a/code.ts']]);
  });

  test('a file is heard of when it is removed and when it is back', async () => {
    const { folder, heard, save } = startWatching();
    rmSync(join(folder, 'web/a/code.ts'));
    await vi.waitFor(() => expect(heard).toEqual([['web/a/code.ts']]));
    save('web/a/code.ts');
    await vi.waitFor(() => expect(heard).toEqual([['web/a/code.ts'], ['web/a/code.ts']]));
  });
});
