// dev builds at its start and after every change, and survives whatever is saved.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { runDev, type WatchedProject } from '../../../../scripts/toolkit/dev/run-dev.ts';
import { formSource, writeFolder } from '../../compiler/template-folder.ts';
import { recordCommand } from '../record-command.ts';

const code =
  '// A tag.\nexport function run(data) {\n  if (data.path) data.gtmOnSuccess();\n  else data.gtmOnFailure();\n}\n';

function startProject() {
  const root = writeFolder({ 'watched/web/my-tag/form.ts': formSource(), 'watched/web/my-tag/code.ts': code });
  const watched = join(root, 'watched');
  const project: WatchedProject = {
    watched,
    out: join(watched, 'dist'),
    folder: join(watched, 'web'),
    root,
    types: 'none',
  };
  const record = recordCommand(root);
  const stop = new AbortController();
  const run = (...args: readonly string[]) => runDev(args, project, record.context, stop.signal);
  const save = (file: string, text: string) => writeFileSync(join(watched, 'web/my-tag', file), text);
  return { ...record, project, run, save, stop };
}

describe('npm run dev', () => {
  test('--once builds, writes and prints a line for each template', async () => {
    const { run, output, project } = startProject();
    expect(await run('--once')).toBe(0);
    expect(output()).toMatch(
      /^✓ my-tag {2}1 of 1 field used, no permissions, \d[\d,]* bytes, no scenarios\nBuilt and tested in \d+\.\d s\.\n$/,
    );
    expect(readFileSync(join(project.out, 'my.web-tag.tpl'), 'utf8')).toContain('// A tag.');
  });

  test('--once runs the scenarios of templates for server containers', async () => {
    const root = writeFolder({
      'server/my-variable/form.ts': formSource({
        kind: 'serverVariable',
        fields: '',
        permissions: 'readRequest({ path: true })',
      }),
      'server/my-variable/code.ts':
        "import { getRequestPath } from 'sandbox:server';\nexport function run() {\n  return getRequestPath();\n}\n",
      'server/my-variable/scenarios.ts': `import { assertThat, mock, runCode, scenario } from 'sandbox:test';
mock('getRequestPath', '/a');
scenario('Gives the path', () => {
  assertThat(runCode()).isEqualTo('/a');
});
scenario('Gives another path', () => {
  assertThat(runCode()).isEqualTo('/b');
});
`,
    });
    const project = { watched: root, out: join(root, 'dist'), folder: join(root, 'server'), root, types: 'none' };
    const { context, output } = recordCommand(root);
    expect(await runDev(['--once'], project, context, new AbortController().signal)).toBe(1);
    expect(output()).toContain('1 of 2 scenarios fails');
    expect(output()).toContain('✗ Gives another path');
    expect(existsSync(join(root, 'dist/my.server-variable.tpl'))).toBe(true);
  });

  test('--once ends with 1 where a template does not build', async () => {
    const { run, output, project, save } = startProject();
    save('code.ts', 'export function run(data) { this; }\n');
    expect(await run('--once')).toBe(1);
    expect(output()).toMatch(/^✗ watched\/web\/my-tag\/code\.ts:1:\d+ — /);
    expect(output()).toContain('nothing was written');
    expect(existsSync(project.out)).toBe(false);
  });

  test('every save builds again from what is saved, a broken one too, until it is stopped', async () => {
    const { run, output, warnings, save, stop, project } = startProject();
    onTestFinished(() => stop.abort());
    const ended = run();
    const waitFor = (text: string | RegExp) => vi.waitFor(() => expect(output()).toMatch(text), { timeout: 20_000 });
    await waitFor(/✓ my-tag {2}1 of 1 field.*Waiting for changes/s);
    save(
      'form.ts',
      formSource({ fields: "text({ name: 'path', label: 'Path' }), text({ name: 'extra', label: 'Extra' })" }),
    );
    await waitFor(/web\/my-tag\/form\.ts changed\n✓ my-tag {2}1 of 2 fields used.*Nothing reads the field extra/s);
    save('code.ts', 'export function run(');
    await waitFor(/web\/my-tag\/code\.ts changed\n✗ watched\/web\/my-tag\/code\.ts:/);
    save('code.ts', code.replace('// A tag.', '// Mended.'));
    await vi.waitFor(() => expect(readFileSync(join(project.out, 'my.web-tag.tpl'), 'utf8')).toContain('// Mended.'), {
      timeout: 20_000,
    });
    stop.abort();
    expect(await ended).toBe(0);
    expect(warnings()).toBe('');
  });

  test('an unknown option ends with 2, the help with 0', async () => {
    const { run, output } = startProject();
    expect(await run('--onec')).toBe(2);
    expect(await run('--help')).toBe(0);
    expect(output()).toContain('--once');
  });
});
