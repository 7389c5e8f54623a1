// Writes small template projects into temporary folders, for tests that need real files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';

/** The folder with these files, by their paths; removed when the test is over. */
export function writeFolder(files: Readonly<Record<string, string>>): string {
  const root = makeFolder(files);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** The same, for several tests at once: it stays until the caller removes it. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tilltag-templates-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A form with these parts in place of the ordinary ones, all in source text. */
export function formSource(parts: { fields?: string; permissions?: string; categories?: string; kind?: string } = {}) {
  const authoring = JSON.stringify(join(repositoryRoot, 'gtm-templates/authoring')).slice(1, -1);
  return `// A form.
import { checkbox, equals, group, radio, select, text } from '${authoring}/fields.ts';
import { accessGlobals, getUrl, injectScript, logging } from '${authoring}/permissions.ts';
import { webTag, webVariable } from '${authoring}/template.ts';

void [checkbox, equals, group, select, text, accessGlobals, getUrl, injectScript, logging, webTag, webVariable];

export const template = ${parts.kind ?? 'webTag'}({
  displayName: 'A template',
  description: 'Does something.',
  categories: ${parts.categories ?? "['UTILITY']"},
  fields: [${parts.fields ?? "text({ name: 'path', label: 'Path' })"}],
  permissions: [${parts.permissions ?? ''}],
  changes: ['First version.'],
});

import { accessResponse, readRequest, returnResponse, sendHttp } from '${authoring}/server-permissions.ts';
import { serverClient, serverTag, serverVariable } from '${authoring}/template.ts';
void [accessResponse, readRequest, returnResponse, sendHttp, serverClient, serverTag, serverVariable];
`;
}
