// Permissions held against code: each rule with a template that passes, and one that fails at the place to change.
import { describe, expect, test } from 'vitest';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { BuildError, type Diagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { formSource, writeFolder } from './template-folder.ts';

const imports = (apis: string) => `import { ${apis} } from 'sandbox:web';\n`;

/** A tag whose run holds these lines, from line 3 on. */
function tag(apis: string, lines: string): string {
  return `${imports(apis)}export function run(data) {\n  ${lines}\n  data.gtmOnSuccess();\n}\n`;
}

async function faultsOf(
  permissions: string,
  code: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly Diagnostic[]> {
  const folder = writeFolder({
    'a-tag/form.ts': formSource({ permissions }),
    'a-tag/code.ts': code,
    ...others,
  });
  try {
    await buildTemplates({ folder, root: folder, types: 'none' });
    return [];
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.diagnostics;
  }
}

const places = (found: readonly Diagnostic[]) =>
  found.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);

const readKey = "accessGlobals([{ key: 'a', read: true }])";

describe('checkPermissions', () => {
  test('code that reaches exactly what is stated passes', async () => {
    expect(await faultsOf(readKey, tag('copyFromWindow', "copyFromWindow('a');"))).toEqual([]);
  });

  test('several APIs with a permission each pass', async () => {
    const code = tag('copyFromWindow, logToConsole', "copyFromWindow('a');\n  logToConsole('b');");
    expect(await faultsOf(`${readKey}, logging('debug')`, code)).toEqual([]);
  });

  test('what is outside the stated scope is named with its cure, at the call', async () => {
    const found = await faultsOf(readKey, tag('copyFromWindow', "copyFromWindow('a');\n  copyFromWindow('b');"));
    expect(places(found)).toEqual(['outside_scope a-tag/code.ts:4:3']);
    expect(found[0]?.message).toBe(
      "copyFromWindow reaches 'b' (read), which accessGlobals(…) does not cover; add { key: 'b', read: true } to accessGlobals in form.ts.",
    );
  });

  test('an access that is not ticked is outside the scope', async () => {
    const found = await faultsOf(
      readKey,
      tag('copyFromWindow, setInWindow', "copyFromWindow('a');\n  setInWindow('a', 1);"),
    );
    expect(places(found)).toEqual(['outside_scope a-tag/code.ts:4:3']);
    expect(found[0]?.message).toContain("add { key: 'a', read: true, write: true } to accessGlobals");
  });

  test('a constant of another file is followed, and the call is named in the file where it stands', async () => {
    const others = {
      'shared/names.ts': "export const name = 'b';\n",
      'shared/read.ts': `${imports('copyFromWindow')}import { name } from './names.ts';\nexport function read() {\n  return copyFromWindow(name);\n}\n`,
    };
    const code = `${imports('copyFromWindow')}import { read } from '../shared/read.ts';\nexport function run(data) {\n  copyFromWindow('a');\n  read();\n  data.gtmOnSuccess();\n}\n`;
    expect(places(await faultsOf(readKey, code, others))).toEqual(['outside_scope shared/read.ts:4:10']);
    const both = "accessGlobals([{ key: 'a', read: true }, { key: 'b', read: true }])";
    expect(await faultsOf(both, code, others)).toEqual([]);
  });

  test('what no run reaches needs nothing', async () => {
    const others = {
      'shared/read.ts': `${imports('copyFromWindow')}export function unused() {\n  copyFromWindow('b');\n}\nexport function used() {\n  copyFromWindow('a');\n}\n`,
    };
    const code =
      "import { used } from '../shared/read.ts';\nexport function run(data) {\n  used();\n  data.gtmOnSuccess();\n}\n";
    expect(await faultsOf(readKey, code, others)).toEqual([]);
  });

  test('an API without its permission is named where it is imported', async () => {
    const found = await faultsOf('', tag('copyFromWindow', "copyFromWindow('a');"));
    expect(places(found)).toEqual(['missing_permission a-tag/code.ts:1:10']);
    expect(found[0]?.message).toContain('add accessGlobals(…) to permissions');
  });

  test('a permission that no line uses is named, and one that only queryPermission asks about is used', async () => {
    expect(places(await faultsOf("logging('debug')", tag('makeString', 'makeString(1);')))).toEqual([
      'unused_permission a-tag/form.ts:13:17',
    ]);
    expect(await faultsOf("logging('debug')", tag('queryPermission', "queryPermission('logging');"))).toEqual([]);
  });

  test('a permission that stands twice is named, and both scopes count', async () => {
    const twice = `${readKey}, accessGlobals([{ key: 'b', read: true }])`;
    const found = await faultsOf(twice, tag('copyFromWindow', "copyFromWindow('a');\n  copyFromWindow('b');"));
    expect(found.map(({ code }) => code)).toEqual(['duplicate_permission']);
  });

  test('a permission that the container does not have is named', async () => {
    const permission = "{ publicId: 'send_http', params: { allowedUrls: 'any' } }";
    const found = await faultsOf(permission, tag('makeString', 'makeString(1);'));
    expect(found.map(({ code }) => code)).toEqual(['foreign_permission']);
    expect(found[0]?.message).toBe('web containers have no permission sendHttp; remove it.');
  });

  test('an entry that no line needs is named where it stands in the form', async () => {
    const permissions = "accessGlobals([{ key: 'a', read: true }, { key: 'b', read: true }])";
    const found = await faultsOf(permissions, tag('copyFromWindow', "copyFromWindow('a');"));
    expect(places(found)).toEqual(['unused_scope a-tag/form.ts:13:65']);
    expect(found[0]?.message).toBe("no line of the template needs 'b' of accessGlobals(…); remove it.");
  });

  test('a tick that no line needs is named with its entry', async () => {
    const permissions = "accessGlobals([{ key: 'a', read: true, write: true }])";
    const found = await faultsOf(permissions, tag('copyFromWindow', "copyFromWindow('a');"));
    expect(found.map(({ message }) => message)).toEqual([
      "no line of the template needs the write of 'a' of accessGlobals(…); remove it.",
    ]);
    expect(await faultsOf(permissions, tag('setInWindow', "setInWindow('a', 1);"))).toEqual([]);
  });

  test('a part of the address that no line needs is named', async () => {
    const permissions = "getUrl({ parts: ['host', 'path'] })";
    const found = await faultsOf(permissions, tag('getUrl', "getUrl('host');"));
    expect(found.map(({ message }) => message)).toEqual([
      "no line of the template needs 'path' of getUrl(…); remove it.",
    ]);
  });

  test('where one argument is unknown, any entry may be needed', async () => {
    const permissions = "accessGlobals([{ key: 'a', read: true }, { key: 'b', read: true }])";
    expect(
      await faultsOf(permissions, tag('copyFromWindow', "copyFromWindow('a');\n  copyFromWindow(data.path);")),
    ).toEqual([]);
  });

  test('a URL outside the patterns is named, and a pattern that no line needs', async () => {
    const permissions = "injectScript(['https://a.example.com/*', 'https://b.example.com/*'])";
    const found = await faultsOf(
      permissions,
      tag('injectScript', "injectScript('https://a.example.com/x.js');\n  injectScript('https://c.example.com/x.js');"),
    );
    expect(found.map(({ message }) => message)).toEqual([
      "injectScript reaches 'https://c.example.com/x.js', which injectScript(…) does not cover; add 'https://c.example.com/x.js' to injectScript in form.ts.",
      "no line of the template needs 'https://b.example.com/*' of injectScript(…); remove it.",
    ]);
  });
});
