// A release of a template from the first run of the command to the second version, in a real repository.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../../scripts/compiler/repository-root.ts';
import { type GalleryProject, runGallery } from '../../../../scripts/toolkit/gallery/run-gallery.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { formSource, writeFolder } from '../../compiler/template-folder.ts';
import { recordCommand } from '../record-command.ts';
import { startPackage, startRepository, type TestPackage, toMetadata } from './start-package.ts';
import { code, form, readme, startProject } from './start-project.ts';

const addresses = ['--homepage', 'https://example.com', '--documentation', 'https://example.com/docs'];

function readPackage({ folder }: Pick<TestPackage, 'folder'>, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

describe('npm run gallery -- NAME', () => {
  test('the first run writes the four files and says what to commit', async () => {
    const { root, run } = startProject();
    const { exitCode, stdout, stderr } = await run('my-tag', '--out', 'out', ...addresses);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const folder = join(root, 'out');
    expect(readdirSync(folder).sort()).toEqual(['LICENSE', 'README.md', 'metadata.yaml', 'template.tpl']);
    expect(readPackage({ folder }, 'LICENSE')).toBe(readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8'));
    expect(readPackage({ folder }, 'README.md')).toBe(readme);
    expect(readPackage({ folder }, 'metadata.yaml')).toBe(
      'homepage: https://example.com\ndocumentation: https://example.com/docs\nversions: []\n',
    );
    expect(parseTpl(readPackage({ folder }, 'template.tpl'))).toMatchObject({ displayName: 'A template', faults: [] });
    expect(stdout).toContain(
      `  cd out\n  git init --initial-branch=main\n  git add template.tpl metadata.yaml LICENSE README.md\n  git commit -m 'First version.'\n`,
    );
    expect(stdout).toContain('Then run this command again');
  });

  test('a template for server containers is written with the functions that it asks', async () => {
    const fields = "text({ name: 'functionEndpoint', label: 'Function endpoint' })";
    const permissions = "sendHttp('any'), returnResponse()";
    const { root, run } = startProject({
      'templates/server/my-client/form.ts': formSource({ kind: 'serverClient', fields, permissions }),
      'templates/server/my-client/code.ts': `import { claimRequest, returnResponse, sendHttpGet } from 'sandbox:server';
export function run(data) {
  claimRequest();
  sendHttpGet(data.functionEndpoint).then(() => returnResponse());
}
`,
    });
    const options = ['--function-endpoint', 'https://a.run.app', '--out', 'out', ...addresses];
    expect(await run('my-client', ...options)).toMatchObject({ exitCode: 0, stderr: '' });
    const tpl = parseTpl(readPackage({ folder: join(root, 'out') }, 'template.tpl'));
    expect(tpl).toMatchObject({ kind: 'CLIENT', container: 'server', faults: [] });
    expect(tpl.permissions.find(({ publicId }) => publicId === 'send_http')?.params).toEqual({
      allowedUrls: 'specific',
      urls: ['https://a.run.app/*'],
    });
  });

  test('where the template has no README, none is said to be written or to be committed', async () => {
    const root = writeFolder({ 'templates/web/my-tag/form.ts': form, 'templates/web/my-tag/code.ts': code });
    const record = recordCommand(root);
    const project: GalleryProject = { root, templates: join(root, 'templates'), types: 'none' };
    expect(await runGallery(['my-tag', '--out', 'out', ...addresses], project, record.context)).toBe(0);
    expect(record.output()).toContain('Wrote template.tpl, metadata.yaml, LICENSE into out.\n');
    expect(record.output()).toContain('! README.md — There is no README.md');
    expect(record.output()).toContain('  git add template.tpl metadata.yaml LICENSE\n');
  });

  test('after the first commit a second run names it, and after the second nothing is left to do', async () => {
    const { run } = startProject();
    const repository = startRepository();
    await run('my-tag', '--out', repository.folder, ...addresses);
    const sha = repository.commit();
    const second = await run('my-tag', '--out', repository.folder);
    expect(second.exitCode).toBe(0);
    expect(readPackage(repository, 'metadata.yaml')).toContain(
      `versions:\n  - sha: ${sha}\n    changeNotes: First version.\n`,
    );
    expect(second.stdout).toContain(`now names the commit ${sha.slice(0, 7)}`);
    expect(second.stdout).toContain('  git add metadata.yaml\n');
    repository.commit();
    const third = await run('my-tag', '--out', repository.folder);
    expect(third.exitCode).toBe(0);
    expect(third.stdout).toContain('All is committed');
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(await run('--check', repository.folder)).toMatchObject({ exitCode: 0 });
  });

  test('a later version waits for its commit while the earlier ones keep theirs', async () => {
    const { root, run } = startProject();
    const repository = startRepository();
    const out = ['my-tag', '--out', repository.folder];
    await run(...out, ...addresses);
    const first = repository.commit();
    await run(...out);
    repository.commit();
    const changed = startProject({
      'templates/web/my-tag/form.ts': form.replace(
        /changes: \[[^\]]*\]/,
        "changes: ['Second: faster.', 'First version.']",
      ),
      'templates/web/my-tag/code.ts': code.replace('// A tag.', '// A faster tag.'),
    });
    expect(changed.root).not.toBe(root);
    const pending = await changed.run(...out);
    expect(pending.exitCode).toBe(0);
    expect(pending.stdout).toContain("git commit -m 'Second: faster.'");
    expect(readPackage(repository, 'metadata.yaml')).toContain(`- sha: ${first}\n`);
    const second = repository.commit();
    await changed.run(...out);
    expect(readPackage(repository, 'metadata.yaml')).toContain(
      `versions:\n  - sha: ${second}\n    changeNotes: "Second: faster."\n  - sha: ${first}\n    changeNotes: First version.\n`,
    );
    repository.commit();
    expect(await changed.run('--check', repository.folder)).toMatchObject({ exitCode: 0 });
  });

  test('a template that changed without a line in its changes is written, and its version stays', async () => {
    const { run } = startProject();
    const repository = startRepository();
    const out = ['my-tag', '--out', repository.folder];
    await run(...out, ...addresses);
    repository.commit();
    await run(...out);
    repository.commit();
    const before = readPackage(repository, 'metadata.yaml');
    const changed = startProject({ 'templates/web/my-tag/code.ts': code.replace('// A tag.', '// Another tag.') });
    const { exitCode, stdout } = await changed.run(...out);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('the gallery keeps showing the old version until a line is added there');
    expect(readPackage(repository, 'metadata.yaml')).toBe(before);
    expect(readPackage(repository, 'template.tpl')).toContain('// Another tag.');
  });

  test('changes that lost a published line are refused, and nothing is written', async () => {
    const { run } = startProject();
    const { folder } = startPackage();
    const { exitCode, stderr } = await run('my-tag', '--out', folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('metadata.yaml names the version “Change 1.”, which is not among the changes in form.ts.');
  });

  test('a broken metadata.yaml is never overwritten', async () => {
    const { run } = startProject();
    const { folder, write } = startPackage();
    const broken = toMetadata('main');
    write({ 'metadata.yaml': broken });
    const { exitCode, stderr } = await run('my-tag', '--out', folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('mend it first');
    expect(readPackage({ folder }, 'metadata.yaml')).toBe(broken);
  });

  test('without addresses the command names the options that bring them', async () => {
    const { run } = startProject();
    const { exitCode, stderr } = await run('my-tag', '--out', 'out');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Name them once with --homepage and --documentation');
  });

  test('addresses in package.json are used, also for links in the README', async () => {
    const { root, run } = startProject({
      'package.json': JSON.stringify({
        homepage: 'https://example.com',
        repository: { type: 'git', url: 'git+https://github.com/owner/name.git' },
      }),
      'templates/web/my-tag/README.md': 'See [the code](code.ts).\n',
    });
    expect(await run('my-tag', '--out', 'out')).toMatchObject({ exitCode: 0, stderr: '' });
    const folder = join(root, 'out');
    const base = 'https://github.com/owner/name/blob/HEAD/templates/web/my-tag';
    expect(readPackage({ folder }, 'metadata.yaml')).toContain(`documentation: ${base}/README.md\n`);
    expect(readPackage({ folder }, 'README.md')).toBe(`See [the code](${base}/code.ts).\n`);
  });

  test('a README whose links would be lost is refused', async () => {
    const { run } = startProject({ 'templates/web/my-tag/README.md': 'See [the code](code.ts).\n' });
    const { exitCode, stderr } = await run('my-tag', '--out', 'out', ...addresses);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The README links to code.ts');
    expect(stderr).toContain('--source');
  });

  test('an unknown template is refused with the names of those that there are', async () => {
    const { run } = startProject();
    expect(await run('my-tga', ...addresses)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'There is no template my-tga. There are my-tag.\n',
    });
  });

  test('a template that does not build is refused with its faults', async () => {
    const { run } = startProject({ 'templates/web/my-tag/code.ts': 'export function run(data) { this; }\n' });
    const { exitCode, stderr } = await run('my-tag', '--out', 'out', ...addresses);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^templates\/web\/my-tag\/code\.ts:1:\d+ — /);
  });
});
