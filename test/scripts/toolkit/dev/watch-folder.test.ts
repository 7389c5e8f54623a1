// Which saved files are heard of.
import { mkdirSync, writeFileSync } from 'node:fs';
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
});
