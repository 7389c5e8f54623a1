// What each kind of template must call, and what it cannot.
import { describe, expect, test } from 'vitest';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { BuildError, formatDiagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { formSource, writeFolder } from './template-folder.ts';

interface Source {
  readonly builder: string;
  readonly code: string;
  readonly permissions?: string;
}

async function faultsOf({ builder, code, permissions = '' }: Source): Promise<readonly string[]> {
  const name = `a-${builder.replace(/^(web|server)/, '').toLowerCase()}`;
  const folder = writeFolder({
    [`${name}/form.ts`]: formSource({ kind: builder, permissions }),
    [`${name}/code.ts`]: code,
  });
  try {
    await buildTemplates({ folder, root: folder, types: 'none' });
    return [];
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.diagnostics.map((one) => `${one.code} ${formatDiagnostic(one)}`);
  }
}

const imports = (apis: string) => `import { ${apis} } from 'sandbox:server';\n`;
const client = `${imports('claimRequest, returnResponse')}export function run() {
  claimRequest();
  returnResponse();
}
`;

describe('checkCalls', () => {
  test('a client that claims and answers passes', async () => {
    const source = { builder: 'serverClient', code: client, permissions: 'returnResponse()' };
    expect(await faultsOf(source)).toEqual([]);
  });

  test('a tag of a server container that calls back passes', async () => {
    expect(
      await faultsOf({ builder: 'serverTag', code: 'export function run(data) {\n  data.gtmOnSuccess();\n}' }),
    ).toEqual([]);
  });

  test('a variable of a server container that returns passes', async () => {
    expect(
      await faultsOf({ builder: 'serverVariable', code: 'export function run(data) {\n  return data.path;\n}' }),
    ).toEqual([]);
  });

  test('a client that claims nothing, or answers nothing, is refused', async () => {
    expect(await faultsOf({ builder: 'serverClient', code: 'export function run() {}' })).toEqual([
      'no_claim a-client/code.ts:1:1 — a client that never calls claimRequest() answers nothing; call it for the requests that are its own.',
      'no_response a-client/code.ts:1:1 — a client that never calls returnResponse() lets its visitors wait in vain; call it once on every path.',
    ]);
  });

  test.each(['webTag', 'serverTag'])('a %s that never calls back is refused', async (builder) => {
    expect(await faultsOf({ builder, code: 'export function run() {}' })).toEqual([
      expect.stringMatching(/^no_callback a-tag\/code\.ts:1:1 /),
    ]);
  });

  test.each([
    ["sendHttpGet('https://a.example.com/').then(() => {\n    claimRequest();\n  });"],
    ["sendHttpGet('https://a.example.com/').catch(function () {\n    claimRequest();\n  });"],
    ['callLater(() => {\n    claimRequest();\n  });'],
    ["callLater(() => {\n    if (sendHttpGet('https://a.example.com/')) claimRequest();\n  });"],
  ])('a claim that waits is refused: %s', async (lines) => {
    const code = `${imports('callLater, claimRequest, returnResponse, sendHttpGet')}export function run() {
  ${lines}
  callLater(() => sendHttpGet('https://a.example.com/').then(() => returnResponse()));
}
`;
    const permissions = "returnResponse(), sendHttp(['https://a.example.com/*'])";
    const found = await faultsOf({ builder: 'serverClient', code, permissions });
    expect(found.map((one) => /^\w+ [^:]+:\d+/.exec(one)?.[0])).toEqual(['late_claim a-client/code.ts:4']);
  });

  test('a claim within a function that runs at once passes', async () => {
    const code = `${imports('claimRequest, returnResponse')}export function run() {
  ['a'].forEach(() => {
    claimRequest();
  });
  returnResponse();
}
`;
    expect(await faultsOf({ builder: 'serverClient', code, permissions: 'returnResponse()' })).toEqual([]);
  });

  test('a client cannot call back', async () => {
    const code = client.replace('run() {', 'run(data) {\n  data.gtmOnSuccess();');
    expect(await faultsOf({ builder: 'serverClient', code, permissions: 'returnResponse()' })).toEqual([
      'foreign_callback a-client/code.ts:3:8 — GTM gives data.gtmOnSuccess to tags alone, and this is a client; remove it.',
    ]);
  });

  test.each(['webVariable', 'serverVariable'])('a %s cannot call back', async (builder) => {
    const code = 'export function run(data) {\n  return data.gtmOnFailure;\n}';
    expect(await faultsOf({ builder, code })).toEqual([
      expect.stringMatching(/^foreign_callback a-variable\/code\.ts:2:15 /),
    ]);
  });

  test.each([
    [
      'serverTag',
      'data.gtmOnSuccess();',
      'foreign_claim a-tag/code.ts:1:10 — only clients claim requests, and this is a tag; remove claimRequest.',
    ],
    [
      'serverVariable',
      'return data.path;',
      'foreign_claim a-variable/code.ts:1:10 — only clients claim requests, and this is a variable; remove claimRequest.',
    ],
  ])('a %s cannot claim', async (builder, line, fault) => {
    const code = `${imports('claimRequest')}export function run(data) {\n  claimRequest();\n  ${line}\n}`;
    expect(await faultsOf({ builder, code })).toEqual([fault]);
  });
});
