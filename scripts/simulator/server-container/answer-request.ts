// Answers one request as a tagging server does: clients are asked in the order of priority until one claims it.
//
// Decisions where GTM's behaviour is not public:
// - a request that no client claims is answered 400 with an empty body;
// - what a client does to the response without claiming the request is undone;
// - a client that claims and throws before its code has returned is answered 500 at once; one that never answers, 504;
// - of clients with one priority, the one that stands first in the container goes first;
// - a client that throws without claiming is passed over.
import type { ExportClient } from '../../../functions/downloads/container-export.ts';
import type { ClientTurn } from '../server/server-context.ts';
import type { IncomingRequest, ServerHost, ServerResponse } from '../server/server-host.ts';
import type { ContainerInstance } from './container-instance.ts';
import { type Firings, fireEvent } from './fire-event.ts';
import type { ServerTemplate } from './read-templates.ts';
import { describeError, runServerTemplate } from './run-server-template.ts';
import type { ServerEventRecord, ServerRequestRecord } from './server-records.ts';
import { resolveParameters } from './server-variables.ts';

/** A request with what all clients see of it alike. */
interface Exchange {
  readonly instance: ContainerInstance;
  readonly request: IncomingRequest;
  readonly record: ServerRequestRecord;
  readonly templateStorages: ServerHost['templateStorages'];
  readonly firestoreAnswers: ServerHost['firestoreAnswers'];
  readonly firings: Firings;
}

/** A response that says when it is returned. */
function createResponse(onReturned: () => void): ServerResponse {
  let isReturned = false;
  return {
    status: 200,
    headers: new Map(),
    body: new Uint8Array(),
    cookies: new Map(),
    pixels: [],
    get isReturned() {
      return isReturned;
    },
    set isReturned(value) {
      isReturned = value;
      if (value) onReturned();
    },
  };
}

function createErrorResponse(status: number): ServerResponse {
  return { ...createResponse(() => undefined), status };
}

function createHost(exchange: Exchange, client: ExportClient, turn: ClientTurn, response: ServerResponse): ServerHost {
  const { instance, request, record, templateStorages, firestoreAnswers, firings } = exchange;
  const { activity, recorder, network } = instance;
  const host: ServerHost = {
    request,
    response,
    templateStorages,
    firestoreAnswers,
    container: instance.container,
    clientName: client.name,
    firestore: instance.firestore,
    bigQuery: instance.bigQuery,
    keys: {},
    messageListeners: new Map(),
    logLines: recorder.logLines,
    now: instance.now,
    random: instance.random,
    schedule: activity.schedule,
    send: (outgoing) => activity.track(network.send(outgoing)),
    googleToken: () => 'simulated-google-token',
    runTags: async (event) => {
      if (!turn.hasClaimed) {
        recorder.report(`The client ${client.name} ran the container for a request that it had not claimed.`);
        return [];
      }
      const { data } = event;
      const entry: ServerEventRecord = { name: String(data['event_name'] ?? ''), data, tags: [] };
      record.events.push(entry);
      const scope = { instance, host, event };
      return await activity.track(fireEvent({ scope, tags: entry.tags, requestFirings: firings }));
    },
  };
  return host;
}

/** The response, or undefined where the client did not claim the request. */
async function askClient(
  exchange: Exchange,
  client: ExportClient,
  template: ServerTemplate,
): Promise<ServerResponse | undefined> {
  const { instance, record } = exchange;
  const { promise: returned, resolve: onReturned } = Promise.withResolvers<void>();
  const turn: ClientTurn = { isRunning: true, hasClaimed: false };
  const response = createResponse(onReturned);
  const host = createHost(exchange, client, turn, response);
  const data = await resolveParameters({ instance, host, event: undefined }, client.parameter);
  const report = (error: unknown): void =>
    instance.recorder.report(`The client ${client.name} failed: ${describeError(error)}`);
  let hasThrown = false;
  try {
    runServerTemplate({ template, data, host, client: turn, onError: report, onUnhandled: report });
  } catch (error) {
    hasThrown = true;
    report(error);
  } finally {
    turn.isRunning = false;
  }
  if (!turn.hasClaimed) {
    return undefined;
  }
  record.client = client.name;
  if (hasThrown && !response.isReturned) {
    return createErrorResponse(500);
  }
  return await awaitResponse(
    instance,
    client,
    returned.then(() => response),
  );
}

function awaitResponse(
  { activity, limits, recorder }: ContainerInstance,
  { name }: ExportClient,
  returned: Promise<ServerResponse>,
): Promise<ServerResponse> {
  const late = new Promise<ServerResponse>((resolve) => {
    activity.schedule(() => resolve(createErrorResponse(504)), Math.max(limits.responseMs, 1));
  });
  return Promise.race([returned, late]).then((response) => {
    if (!response.isReturned) {
      recorder.report(`The client ${name} claimed a request and never returned a response.`);
    }
    return response;
  });
}

function priorityOf({ priority }: ExportClient): number {
  return Number(priority ?? 0) || 0;
}

/** The response; the record hears of client, events and tags, also of those that run on after it. */
export async function answerRequest(
  instance: ContainerInstance,
  request: IncomingRequest,
  record: ServerRequestRecord,
): Promise<ServerResponse> {
  const exchange: Exchange = {
    instance,
    request,
    record,
    templateStorages: instance.container.isPreview ? new Map() : instance.templateStorages,
    firestoreAnswers: new Map(),
    firings: new Map(),
  };
  const clients = (instance.version.client ?? []).toSorted((first, second) => priorityOf(second) - priorityOf(first));
  for (const client of clients) {
    const template = instance.templates.get(client.type);
    const response = template?.kind === 'client' ? await askClient(exchange, client, template) : undefined;
    if (response) {
      if (response.pixels.length > 0) {
        instance.recorder.refuse('sendPixelFromBrowser is not simulated: the browser is not told to load the pixel.');
      }
      return response;
    }
  }
  return createErrorResponse(400);
}
