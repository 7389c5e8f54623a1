// A shop whose pages talk to the server container that Tilltag ships: built, imported into the simulator, over real HTTP.
//
// What it proves: what browsers, the function and Google's collector get from the built container in front of the real public
// function. The simulator stands for GTM and the stand-ins for Stripe and Google, so what they say on top of them holds here too.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { createServerContainer } from '../../../functions/destinations/server-container.ts';
import type { ContainerBaking } from '../../../functions/downloads/bake-container.ts';
import type {
  ContainerExport,
  ExportParameter,
  ExportSetting,
  ExportTag,
  ExportTemplate,
  ExportVariable,
} from '../../../functions/downloads/container-export.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import type { DestinationSettings, ServerContainerDestination } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { type BuiltTemplate, buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { buildContainers } from '../../../scripts/containers/build-containers.ts';
import {
  type ServerContainerRun,
  startServerContainer,
} from '../../../scripts/simulator/server-container/start-server-container.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type Shop, shopOrigin, startShop } from '../../functions/public/start-shop.ts';
import { type Front, startFront } from './start-front.ts';

export const containerSecret = 'container-secret-of-the-shop';
export const measurementId = 'G-SHOP1234';

/** The page's script as the function serves it here. */
export const loaderText = 'window.tilltag = {};';

/** Where the container believes its function to be; the simulator leads it to the shop's. */
const functionEndpoint = 'https://tags.example.test';

export interface ShippedServer {
  readonly shop: Shop;
  readonly google: GoogleStandIn;
  /** What the container asks the function through. */
  readonly front: Front;
  readonly container: ServerContainerRun;
  /** A request as a page of the shop sends it. */
  visit(path: string, init?: RequestInit): Promise<Response>;
  /** Sends the event as the function's own destination does. */
  forward(event: ForwardedEvent, secret?: string): Promise<unknown>;
  /** The event data that the container ran for, of all requests in order. */
  events(): readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

export interface ShippedServerOptions {
  readonly property?: Partial<Property>;
  readonly baking?: ContainerBaking;
  /** Instead of the stand-in's. */
  readonly googleUrl?: string;
  /** How long work that is left may hold up the end. */
  readonly closeMs?: number;
  /** Fields of the client over those of the file, as somebody fills them in. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Added to the container, as somebody would. */
  readonly variables?: readonly {
    readonly name: string;
    readonly template: string;
    readonly fields: Readonly<Record<string, string>>;
  }[];
  readonly tags?: readonly Pick<ExportTag, 'name' | 'type' | 'firingTriggerId' | 'parameter'>[];
  readonly templates?: readonly Pick<ExportTemplate, 'name' | 'templateId' | 'templateData'>[];
}

let built: Promise<BuiltTemplate[]> | undefined;

/** The templates, built once for all tests of a file; in beforeAll, because it takes a while. */
export function buildShippedTemplates(): Promise<BuiltTemplate[]> {
  // Types are checked by the compiler's own tests.
  built ??= buildTemplates({ types: 'none' });
  return built;
}

async function buildServerContainer(baking: ContainerBaking): Promise<ContainerExport> {
  const containers = buildContainers(await buildShippedTemplates(), baking);
  const server = containers.find(({ fileName }) => fileName === 'server-container.json');
  if (!server) throw new Error('No server container was built.');
  // As from a file.
  return JSON.parse(JSON.stringify(server.container));
}

function fillIn<Entity extends ExportSetting>(entity: Entity, fields: Readonly<Record<string, string>>): Entity {
  const others = (entity.parameter ?? []).filter(({ key = '' }) => !Object.hasOwn(fields, key));
  return { ...entity, parameter: [...others, ...toTexts(fields)] };
}

function toTexts(fields: Readonly<Record<string, string>>): ExportParameter[] {
  return Object.entries(fields).map(([key, value]) => ({ type: 'TEMPLATE', key, value }));
}

function addTo(
  exported: ContainerExport,
  { fields = {}, variables = [], tags = [], templates = [] }: ShippedServerOptions,
): ContainerExport {
  const { containerVersion: version } = exported;
  const { accountId, containerId, customTemplate = [] } = version;
  const ids = { accountId, containerId };
  const added = variables.map((variable, index): ExportVariable => {
    const template = customTemplate.find(({ name }) => name === variable.template);
    return {
      ...ids,
      name: variable.name,
      variableId: String(900 + index),
      type: `cvt_${containerId}_${template?.templateId}`,
      parameter: toTexts(variable.fields),
    };
  });
  const own = { secret: containerSecret, ...fields };
  return {
    ...exported,
    containerVersion: {
      ...version,
      client: (version.client ?? []).map((client) => fillIn(client, own)),
      variable: [...(version.variable ?? []), ...added],
      customTemplate: [...customTemplate, ...templates.map((template) => ({ ...ids, ...template }))],
      tag: [...(version.tag ?? []), ...tags.map((tag, index) => ({ ...ids, tagId: String(800 + index), ...tag }))],
    },
  };
}

function toDestination(url: string): ServerContainerDestination & DestinationSettings {
  return { kind: 'server_container', id: 'dst_container', mode: 'test', url, secret: 'sealed' };
}

/** Everything started; close it when the test is done. */
export async function startShippedServer(options: ShippedServerOptions = {}): Promise<ShippedServer> {
  const assets = mkdtempSync(join(tmpdir(), 'tilltag-shipped-'));
  writeFileSync(join(assets, 'tilltag.v1.js'), loaderText);
  const property: Partial<Property> = {
    containerSecretHash: createHash('sha256').update(containerSecret).digest('hex'),
    unknownConsent: 'granted',
    ...options.property,
  };
  const shop = await startShop({ property, env: { TILLTAG_ASSETS: assets } });
  const front = await startFront(shop.url);
  const google = await startGoogleStandIn({ now: () => shop.clock.nowMs });
  const exported = await buildServerContainer({
    propertyId: shop.property.id,
    functionEndpoint,
    measurementId,
    ...options.baking,
  });
  const container = await startServerContainer({
    exported: addTo(exported, options),
    googleUrl: options.googleUrl ?? google.url,
    ...(options.closeMs === undefined ? {} : { limits: { closeMs: options.closeMs } }),
    hostMap: { [functionEndpoint]: front.url },
    now: () => shop.clock.nowMs,
  });
  const send = createSendRequest({ allowLocal: true, timeoutMs: 5000 });
  const destination = createServerContainer({ request: send, now: () => shop.clock.nowMs });
  return {
    shop,
    google,
    front,
    container,
    visit: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('origin')) headers.set('origin', shopOrigin);
      return fetch(container.url + path, { ...init, headers });
    },
    forward: (event, secret = containerSecret) =>
      destination.send(event, toDestination(`${container.url}/checkout`), secret),
    events: () => container.records.requests.flatMap(({ events }) => events.map(({ data }) => data)),
    close: async () => {
      await container.close();
      await Promise.all([google.close(), front.close()]);
      await shop.close();
      rmSync(assets, { recursive: true, force: true });
    },
  };
}
