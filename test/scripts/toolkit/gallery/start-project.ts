// A project with one template, whose gallery package is written or checked.
import { join } from 'node:path';
import { type GalleryProject, runGallery } from '../../../../scripts/toolkit/gallery/run-gallery.ts';
import { formSource, writeFolder } from '../../compiler/template-folder.ts';
import { recordCommand } from '../record-command.ts';

/** The template’s code. */
export const code =
  '// A tag.\nexport function run(data) {\n  if (data.path) data.gtmOnSuccess();\n  else data.gtmOnFailure();\n}\n';

/** Its form. */
export const form = formSource({});
/** Its README. */
export const readme = '# My tag\n\nSee [the licence](https://example.com).\n';

/** A project with one template, and how the command is run in it. */
export function startProject(files: Readonly<Record<string, string>> = {}) {
  const root = writeFolder({
    'templates/web/my-tag/form.ts': form,
    'templates/web/my-tag/code.ts': code,
    'templates/web/my-tag/README.md': readme,
    ...files,
  });
  const project: GalleryProject = { root, templates: join(root, 'templates'), types: 'none' };
  const run = async (...args: readonly string[]) => {
    const record = recordCommand(root);
    const exitCode = await runGallery(args, project, record.context);
    return { exitCode, stdout: record.output(), stderr: record.warnings() };
  };
  return { root, run };
}
