// Cuts bodies before any server code buffers them, also where that code is not ours.
import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';

export interface BodyGuardOptions {
  /** The most bytes a request to this server may bring, or `undefined` where the guard does not care. */
  limitFor: (request: IncomingMessage, server: Server) => number | undefined;
}

/** The most that a request from a page or a container may bring; an honest report has some 500 bytes. */
export const maxBodyBytes = 16_384;

/** What is swallowed beyond the limit before the connection is cut; enough for an honest client to read the answer. */
const maxSwallowedBytes = 1_048_576;

const malformedPath = '/malformed-path';

const requestStart = channel('http.server.request.start');
const refused = new WeakSet<IncomingMessage>();

/** Whether the guard cut this request's body; such a request is to be answered with `body_too_large`. */
export function isBodyRefused(request: IncomingMessage): boolean {
  return refused.has(request);
}

/**
 * Watches every request that this process receives, until the returned function is called. functions-framework parses
 * bodies of up to 1 GB before it calls a function, inflates them, and answers malformed JSON with an HTML page and a stack;
 * so a guarded request reaches it either with a small body of bytes only, or with none at all and marked as refused.
 */
export function guardBodies({ limitFor }: BodyGuardOptions): () => void {
  const onRequest = (message: unknown): void => {
    // The shape is Node's promise: https://nodejs.org/api/diagnostics_channel.html#http
    const { request, server } = message as { request: IncomingMessage; server: Server };
    const limitBytes = limitFor(request, server);
    if (limitBytes === undefined) return;
    guardPath(request);
    guardBody(request, limitBytes);
  };
  requestStart.subscribe(onRequest);
  return () => {
    requestStart.unsubscribe(onRequest);
  };
}

/** Express answers what is no path, or does not decode, with an HTML page and a stack; nothing of ours lives there. */
function guardPath(request: IncomingMessage): void {
  const url = toOwnPath(request.url ?? '/');
  if (url !== request.url) request.url = url;
  if (!url.includes('%')) return;
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
  } catch {
    request.url = malformedPath;
  }
}

/** Proxies are asked for whole addresses, and `*` stands for a server: https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
function toOwnPath(target: string): string {
  if (target.startsWith('/')) return target;
  const url = URL.parse(target);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? `${url.pathname}${url.search}` : malformedPath;
}

function guardBody(request: IncomingMessage, limitBytes: number): void {
  const { headers } = request;
  const length = headers['content-length'];
  const isChunked = headers['transfer-encoding'] !== undefined;
  if (!isChunked && (length === undefined || length === '0')) return;
  // As bytes, so that no parser in between inflates, decodes or judges them.
  headers['content-type'] = 'application/octet-stream';
  delete headers['content-encoding'];
  limitPush(request, limitBytes);
  if (length !== undefined && Number(length) > limitBytes) refuse(request);
}

function refuse(request: IncomingMessage): void {
  refused.add(request);
  delete request.headers['content-length'];
  delete request.headers['transfer-encoding'];
}

function limitPush(request: IncomingMessage, limitBytes: number): void {
  const push = request.push.bind(request);
  let receivedBytes = 0;
  let isCut = false;
  request.push = (chunk: Buffer | null): boolean => {
    if (chunk !== null) receivedBytes += chunk.length;
    if (isCut || refused.has(request)) return swallow(chunk);
    if (receivedBytes <= limitBytes) return push(chunk);
    refused.add(request);
    return cut();
  };

  /** Ends the body here for whoever reads it. */
  function cut(): boolean {
    isCut = true;
    // Node takes an end before `complete` for a broken connection and destroys the socket, and the answer with it.
    request.complete = true;
    push(null);
    return true;
  }

  function swallow(chunk: Buffer | null): boolean {
    if (chunk === null && !isCut) return cut();
    if (receivedBytes > limitBytes + maxSwallowedBytes) request.socket.destroy();
    return true;
  }
}
