// Runs an exported server container as a tagging server, on this machine, over real HTTP.
//
// It proves what templates answer, send and log, in which order tags fire and what they come to, with real requests in both
// directions. Only a live container proves that GTM's compiler accepts the templates, that the import is accepted, what Google's
// own clients and tags do, and what stands in front of a server there: load balancers, TLS, instances and their limits. Every
// file of this room names the decisions where GTM's own behaviour is not public.
// - Answered are requests on 127.0.0.1 alone; health checks and the container's preview protocol are not simulated.
// - After `close` a request is refused; what templates still do is awaited for a while, then cut off.
import { createServer, type IncomingMessage, type ServerResponse as NodeResponse, type Server } from 'node:http';
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import type { HostMap } from '../container/container-description.ts';
import { createMemoryBigQuery } from '../server/memory-big-query.ts';
import { createMemoryFirestore } from '../server/memory-firestore.ts';
import { createActivity } from './activity.ts';
import { answerRequest } from './answer-request.ts';
import type { ContainerInstance, ServerLimits } from './container-instance.ts';
import { findUnsupported } from './find-unsupported.ts';
import { readRequest } from './read-request.ts';
import { readTemplates } from './read-templates.ts';
import { describeError } from './run-server-template.ts';
import { createNetwork } from './send-over-network.ts';
import { createServerRecorder, type ServerRecords, type ServerRequestRecord } from './server-records.ts';
import { writeResponse } from './write-response.ts';

/** What to run, and in which surroundings. */
export interface ServerContainerOptions {
  /** A container whose usage context is SERVER. */
  readonly exported: ContainerExport;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Where stand-ins for tags of Google's send their hits. */
  readonly googleUrl: string;
  /** Origins that lead to servers on this machine; permissions are checked on the original ones. */
  readonly hostMap?: HostMap;
  /** Milliseconds since 1970; the machine's clock unless given. Waiting takes real time. */
  readonly now?: () => number;
  /** Numbers from 0 up to, but not including, 1. */
  readonly random?: () => number;
  /** Preview mode: templates may log with `debug`, and their storage lasts for one request. */
  readonly isPreview?: boolean;
  readonly limits?: Partial<ServerLimits>;
}

/** A server that runs. */
export interface ServerContainerRun {
  /** Without a slash at the end. */
  readonly url: string;
  /** Live lists, which grow while it runs. */
  readonly records: ServerRecords;
  /** Resolves with true when nothing is left to do, also after a response, or with false after the limit. */
  whenIdle(limitMs: number): Promise<boolean>;
  /** Takes no more requests, awaits what is left to do for a while, and ends. */
  close(): Promise<void>;
}

const defaultLimits: ServerLimits = { responseMs: 30_000, eventMs: 20_000, variableMs: 5000, closeMs: 10_000 };

function createInstance(options: ServerContainerOptions): ContainerInstance {
  const { exported, googleUrl, hostMap = {}, now = Date.now, random = Math.random, isPreview = false } = options;
  const version = exported.containerVersion;
  const { publicId, usageContext } = version.container;
  if (!usageContext.includes('SERVER')) {
    throw new TypeError(`The container ${publicId} is no server container; its usage context is ${usageContext}.`);
  }
  const templates = readTemplates(version);
  const recorder = createServerRecorder();
  for (const sentence of findUnsupported(version, templates)) {
    recorder.refuse(sentence);
  }
  return {
    version,
    templates,
    container: {
      publicId,
      version: version.containerVersionId,
      environmentName: 'Live',
      isPreview,
      isDebug: isPreview,
    },
    googleUrl,
    limits: { ...defaultLimits, ...options.limits },
    recorder,
    activity: createActivity(),
    network: createNetwork(hostMap),
    firestore: createMemoryFirestore(),
    bigQuery: createMemoryBigQuery(),
    templateStorages: new Map(),
    now,
    random,
  };
}

async function answer(
  instance: ContainerInstance,
  message: IncomingMessage,
  target: NodeResponse,
  record: ServerRequestRecord,
): Promise<void> {
  const request = await readRequest(message);
  if (!request) {
    record.status = 413;
    target.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const response = await answerRequest(instance, request, record);
  record.status = response.status;
  writeResponse(target, response);
}

async function handle(instance: ContainerInstance, message: IncomingMessage, target: NodeResponse): Promise<void> {
  const { method = 'GET', url = '/' } = message;
  const path = url.split('?')[0] ?? '/';
  const record: ServerRequestRecord = { method, path, client: undefined, status: undefined, events: [] };
  instance.recorder.addRequest(record);
  try {
    await answer(instance, message, target, record);
  } catch (error) {
    instance.recorder.report(`The request ${method} ${path} could not be answered: ${describeError(error)}`);
    record.status = 500;
    target.writeHead(500).end();
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`);
    });
  });
}

/**
 * Starts the container. Throws when it is none for servers or a template is broken; rejects with the system's error when the
 * port is taken. What is not simulated is no error: it stands in `records.unsupported`.
 */
export async function startServerContainer(options: ServerContainerOptions): Promise<ServerContainerRun> {
  const instance = createInstance(options);
  const { activity, network, limits, recorder } = instance;
  const server = createServer((message, target) => {
    activity.track(handle(instance, message, target));
  });
  const url = await listen(server, options.port ?? 0);
  return {
    url,
    records: recorder.records,
    whenIdle: activity.whenIdle,
    close: async () => {
      const ended = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      if (!(await activity.whenIdle(limits.closeMs))) {
        recorder.report('Templates were still at work when the server was closed.');
      }
      activity.stop();
      server.closeAllConnections();
      await network.close();
      await ended;
    },
  };
}
