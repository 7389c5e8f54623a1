// Writes a small exported server container for a test, and starts it.
import type {
  ContainerExport,
  ExportClient,
  ExportCondition,
  ExportSetting,
  ExportTag,
  ExportTrigger,
  ExportVariable,
  ExportVersion,
} from '../../../../functions/downloads/container-export.ts';
import { toParameters } from '../../../../scripts/simulator/container/to-parameters.ts';
import {
  type ServerContainerOptions,
  type ServerContainerRun,
  startServerContainer,
} from '../../../../scripts/simulator/server-container/start-server-container.ts';
import { makeTpl, type TplParts } from '../make-tpl.ts';

const ids = { accountId: '1', containerId: '2' };

/** Permissions that let a test's template do whatever it likes. */
const anything: NonNullable<TplParts['permissions']> = {
  access_response: { writeResponseAccess: 'any', writeHeaderAccess: 'any' },
  access_template_storage: {},
  get_cookies: { cookieAccess: 'any' },
  logging: { environments: 'all' },
  read_container_data: {},
  read_event_data: { eventDataAccess: 'any' },
  read_event_metadata: {},
  read_request: { requestAccess: 'any', headerAccess: 'any', queryParameterAccess: 'any' },
  return_response: {},
  run_container: {},
  send_http: { allowedUrls: 'any' },
  set_cookies: { allowedCookies: [{ name: '*', domain: '*', path: '*', secure: 'any', session: 'any' }] },
  use_message: { allowedActions: 'any' },
};

/** One condition, as triggers hold them. */
export function condition(type: string, arg0: string, arg1: string, more: object = {}): ExportCondition {
  return { type, parameter: toParameters({ arg0, arg1, ...more }) };
}

/** A part of the container: sandboxed code, or a type of Google's; everything else as in an export. */
interface Part {
  readonly name: string;
  readonly code?: string;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Instead of `anything`. */
  readonly permissions?: TplParts['permissions'];
  readonly parameters?: TplParts['parameters'];
}

export interface ContainerParts {
  readonly clients?: readonly (Part & { readonly priority?: number })[];
  readonly tags?: readonly (Part & Partial<Omit<ExportTag, 'name' | 'type' | 'parameter'>>)[];
  readonly triggers?: readonly (Partial<ExportTrigger> & { readonly triggerId: string })[];
  readonly variables?: readonly (Part & Partial<Pick<ExportVariable, 'formatValue'>>)[];
  /** Types of built-in variables by their names. */
  readonly builtIns?: Readonly<Record<string, string>>;
  readonly more?: Partial<ExportVersion>;
}

type Template = NonNullable<ExportVersion['customTemplate']>[number];

/** Every template of its own, named as the entity that uses it. */
function createTemplates() {
  const customTemplate: Template[] = [];
  const toSetting = (kind: NonNullable<TplParts['kind']>, part: Part): ExportSetting => {
    const { name, code, fields = {}, permissions = anything, parameters = [] } = part;
    const templateId = String(customTemplate.length + 1);
    if (code !== undefined) {
      const templateData = makeTpl({ kind, code, name, container: 'server', permissions, parameters });
      customTemplate.push({ ...ids, templateId, name, templateData });
    }
    return { ...ids, name, type: part.type ?? `cvt_2_${templateId}`, parameter: toParameters(fields) };
  };
  return { customTemplate, toSetting };
}

/** The whole file; tags fire on all events unless told. */
export function makeContainer(parts: ContainerParts): ContainerExport {
  const { clients = [], tags = [], triggers = [], variables = [], builtIns = {}, more = {} } = parts;
  const { customTemplate, toSetting } = createTemplates();
  const client = clients.map(
    ({ priority, ...part }, index): ExportClient => ({
      ...toSetting('CLIENT', part),
      clientId: String(index + 1),
      ...(priority === undefined ? {} : { priority }),
    }),
  );
  const tag = tags.map(({ code, type, fields, permissions, parameters, name, ...rest }, index): ExportTag => {
    const part: Part = {
      name,
      ...(code === undefined ? {} : { code }),
      ...(type === undefined ? {} : { type }),
      ...(fields === undefined ? {} : { fields }),
      ...(permissions === undefined ? {} : { permissions }),
    };
    return { ...toSetting('TAG', part), tagId: String(index + 1), firingTriggerId: ['2147479574'], ...rest };
  });
  const variable = variables.map(
    ({ formatValue = {}, ...part }, index): ExportVariable => ({
      ...toSetting('MACRO', part),
      variableId: String(index + 1),
      formatValue,
    }),
  );
  const trigger = triggers.map(
    (part): ExportTrigger => ({ ...ids, name: part.triggerId, type: 'CUSTOM_EVENT', ...part }),
  );
  const builtInVariable = Object.entries(builtIns).map(([name, type]) => ({ ...ids, name, type }));
  return {
    exportFormatVersion: 2,
    containerVersion: {
      ...ids,
      path: 'accounts/1/containers/2/versions/7',
      containerVersionId: '7',
      container: {
        ...ids,
        path: 'accounts/1/containers/2',
        name: 'Test',
        publicId: 'GTM-SERVER',
        usageContext: ['SERVER'],
        fingerprint: '0',
      },
      fingerprint: '0',
      ...{ client, tag, trigger, variable, builtInVariable, customTemplate },
      ...more,
    },
  };
}

/** A client that runs the container for the event in the body, and answers `done` when its tags are done. */
export const eventClient = {
  name: 'Events',
  code: `const claimRequest = require('claimRequest');
    const runContainer = require('runContainer');
    const getRequestBody = require('getRequestBody');
    const setResponseBody = require('setResponseBody');
    const returnResponse = require('returnResponse');
    claimRequest();
    runContainer(require('JSON').parse(getRequestBody()), function() {
      setResponseBody('done');
      returnResponse();
    });`,
};

/** What a client says to claim a request, and to answer it. */
export const claim = "require('claimRequest')();";
export const answer = "require('returnResponse')();";

/** A client that answers with a text if the path is its own. */
export function pathClient(name: string, path: string) {
  return {
    name,
    code: `if (require('getRequestPath')() !== '${path}') { return; }
      require('claimRequest')();
      require('setResponseBody')('${name}');
      require('returnResponse')();`,
  };
}

/** A tag that succeeds and logs its own name, or the text of its field. */
export function logTag(name: string) {
  return { name, code: `require('logToConsole')(data.text || '${name}'); data.gtmOnSuccess();` };
}

/** A running container, and what a test asks of it. */
export interface TestContainer extends ServerContainerRun {
  /** Posts an event to the container and resolves with the answer when its body has arrived. */
  push(event: Readonly<Record<string, unknown>>, headers?: Record<string, string>): Promise<Response>;
  /** The texts that templates logged. */
  logged(): readonly string[];
}

const running: ServerContainerRun[] = [];

/** Starts a container; nothing is a collector unless told. */
export async function startContainer(
  parts: ContainerParts,
  options: Partial<Omit<ServerContainerOptions, 'exported'>> = {},
): Promise<TestContainer> {
  const run = await startServerContainer({
    exported: makeContainer(parts),
    googleUrl: 'http://127.0.0.1:9',
    random: () => 0.5,
    ...options,
  });
  running.push(run);
  return {
    ...run,
    push: async (event, headers = {}) => {
      const response = await fetch(`${run.url}/events`, { method: 'POST', body: JSON.stringify(event), headers });
      return new Response(await response.text(), response);
    },
    logged: () => run.records.logLines.map(({ text }) => text),
  };
}

/** Closes what the test started; for afterEach. */
export async function closeContainers(): Promise<void> {
  await Promise.all(running.splice(0).map(({ close }) => close()));
}
