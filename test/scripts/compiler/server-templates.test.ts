// From TypeScript to files for server containers: what is in them, and how they run.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BuildOptions, buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import { compareScenarios } from '../../../scripts/toolkit/agreement/compare-scenarios.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { formSource, writeFolder } from './template-folder.ts';

const clientForm = formSource({
  kind: 'serverClient',
  fields: "text({ name: 'endpoint', label: 'Endpoint' })",
  permissions:
    "readRequest({ path: true }), sendHttp('any'), accessResponse({ body: true, status: true }), returnResponse()",
});

const clientCode = `// Passes requests on.
import {
  claimRequest,
  getRequestPath,
  returnResponse,
  sendHttpGet,
  setResponseBody,
  setResponseStatus,
} from 'sandbox:server';
import { join } from '../../shared/join.ts';
import type { Data } from './form.ts';

/** Runs the client. */
export function run(data: Data): void {
  const path = getRequestPath();
  if (path.indexOf('/checkout/') !== 0) return;
  claimRequest();
  sendHttpGet(join(data.endpoint, path), { timeout: 2000 })
    .then((answer) => {
      setResponseStatus(answer.statusCode);
      setResponseBody(answer.body || '');
      returnResponse();
    })
    .catch(() => {
      setResponseStatus(502);
      returnResponse();
    });
}
`;

const clientScenarios = `// What the client does.
import { Promise } from 'sandbox:server';
import { assertApi, mock, runCode, scenario } from 'sandbox:test';

mock('sendHttpGet', (url) => Promise.create((resolve) => resolve({ statusCode: 200, headers: {}, body: url })));

scenario('A request of another path is left alone', () => {
  mock('getRequestPath', '/other');
  runCode({ endpoint: 'https://a.example.com' });
  assertApi('claimRequest').wasNotCalled();
});

scenario('A request of its own path is claimed', () => {
  mock('getRequestPath', '/checkout/a');
  runCode({ endpoint: 'https://a.example.com' });
  assertApi('claimRequest').wasCalled();
  assertApi('sendHttpGet').wasCalledWith('https://a.example.com/checkout/a', { timeout: 2000 });
});

scenario('Without an answer the visitor gets one all the same', () => {
  mock('getRequestPath', '/checkout/a');
  mock('sendHttpGet', () => Promise.create((_, reject) => reject({ reason: 'failed' })));
  mock('returnResponse', () => {
    assertApi('setResponseStatus').wasCalledWith(502);
  });
  runCode({ endpoint: 'https://a.example.com' });
});
`;

const client = {
  'shared/join.ts': `// Addresses.
import { makeString } from 'sandbox:shared';

/** The address of a path below the endpoint. */
export function join(endpoint: unknown, path: string): string {
  return makeString(endpoint) + path;
}
`,
  'server/relay-client/form.ts': `${clientForm}
import type { DataOf } from '${join(repositoryRoot, 'gtm-templates/authoring/template.ts')}';
export type Data = DataOf<typeof template>;
`,
  'server/relay-client/code.ts': clientCode,
  'server/relay-client/scenarios.ts': clientScenarios,
};

const variable = {
  'server/path-variable/form.ts': formSource({ kind: 'serverVariable', permissions: 'readRequest({ path: true })' }),
  'server/path-variable/code.ts': `import { getRequestPath } from 'sandbox:server';
import { join } from '../../shared/join.ts';
export function run() {
  return join('', getRequestPath());
}
`,
};

const tag = {
  'server/send-tag/form.ts': formSource({
    kind: 'serverTag',
    permissions: "sendHttp(['https://api.example.com/*'])",
  }),
  'server/send-tag/code.ts': `import { sendHttpRequest } from 'sandbox:server';
export function run(data) {
  sendHttpRequest('https://api.example.com/a', { method: 'POST' }, data.path).then(() => data.gtmOnSuccess()).catch(() => data.gtmOnFailure());
}
`,
};

function build(files: Readonly<Record<string, string>>, options: BuildOptions = {}) {
  const root = writeFolder(files);
  return buildTemplates({ folder: join(root, 'server'), root, types: 'none', ...options });
}

describe('buildTemplates', () => {
  test('client, tag and variable become files whose names and parts say what they are', async () => {
    const built = await build({ ...client, ...variable, ...tag });
    expect(built.map(({ fileName, kind, container }) => [fileName, kind, container])).toEqual([
      ['path.server-variable.tpl', 'variable', 'server'],
      ['relay.server-client.tpl', 'client', 'server'],
      ['send.server-tag.tpl', 'tag', 'server'],
    ]);
    const parsed = built.map(({ tpl }) => parseTpl(tpl));
    expect(parsed.map(({ kind }) => kind)).toEqual(['MACRO', 'CLIENT', 'TAG']);
    expect(parsed.map(({ info }) => info['containerContexts'])).toEqual([['SERVER'], ['SERVER'], ['SERVER']]);
    expect(parsed.flatMap(({ faults }) => faults)).toEqual([]);
    expect(parsed.flatMap(({ sections }) => sections.map(({ name }) => name)).filter((one) => /WEB/.test(one))).toEqual(
      [],
    );
  });

  test('the code of a client runs without giving anything back, that of a variable returns', async () => {
    const built = await build({ ...client, ...variable });
    const lastLines = built.map(({ tpl }) => parseTpl(tpl).code.text.split('\n').at(-1));
    expect(lastLines).toEqual(['return run(data);', 'run(data);']);
  });

  test('an API of the server is required by its name, and one that both containers have only once', async () => {
    const [built] = await build({ ...client, ...variable }, { only: 'path-variable' });
    const requires = parseTpl(built?.tpl ?? '')
      .code.text.split('\n')
      .filter((line) => line.includes('require('));
    expect(requires).toEqual([
      "const getRequestPath = require('getRequestPath');",
      "const makeString = require('makeString');",
    ]);
  });

  test('permissions stand in the section of servers, and a baked endpoint narrows where requests may go', async () => {
    const baking = { endpoint: 'https://tags.example.com/base' };
    const [built] = await build(client, { baking });
    const { permissions, parameters } = parseTpl(built?.tpl ?? '');
    expect(permissions.find(({ publicId }) => publicId === 'send_http')?.params).toEqual({
      allowedUrls: 'specific',
      urls: ['https://tags.example.com/base/*'],
    });
    expect(parameters[0]?.raw['defaultValue']).toBe('https://tags.example.com/base');
  });

  test('what the code reaches on the server is held against the permissions', async () => {
    const form = client['server/relay-client/form.ts'].replace('path: true', 'body: true');
    await expect(build({ ...client, 'server/relay-client/form.ts': form })).rejects.toMatchObject({
      diagnostics: [
        { code: 'outside_scope', file: 'server/relay-client/code.ts' },
        { code: 'unused_scope', file: 'server/relay-client/form.ts' },
      ],
    });
  });

  test('a permission of web containers is refused', async () => {
    const form = formSource({ kind: 'serverVariable', permissions: "readRequest({ path: true }), getUrl('any')" });
    const files = { ...client, ...variable, 'server/path-variable/form.ts': form };
    await expect(build(files, { only: 'path-variable' })).rejects.toMatchObject({
      diagnostics: [{ code: 'foreign_permission', message: 'server containers have no permission getUrl; remove it.' }],
    });
  });

  test('source and built file of a client do the same in every scenario', async () => {
    const root = writeFolder(client);
    const [built] = await buildTemplates({ folder: join(root, 'server'), root, types: 'none' });
    const compared = await compareScenarios(join(root, 'server/relay-client'), built?.tpl ?? '');
    expect(compared.map(({ name, built, difference }) => [name, built.message, difference])).toEqual([
      ['A request of another path is left alone', '', undefined],
      ['A request of its own path is claimed', '', undefined],
      ['Without an answer the visitor gets one all the same', '', undefined],
    ]);
  });
});
