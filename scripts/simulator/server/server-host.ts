// What a server container gives the templates that run in it: the request, the response, time, the network and stores.
import type { Clock } from '../sandbox/sandbox-context.ts';
import type { BigQueryStore } from './big-query-store.ts';
import type { FirestoreStore } from './firestore-store.ts';

/** The request that a client answers and whose events tags receive. */
export interface IncomingRequest {
  /** In capitals. */
  readonly method: string;
  /** Without the container's own prefix and without the query. */
  readonly path: string;
  /** As it arrived, without the question mark. */
  readonly queryString: string;
  /** By lower-case name; repeated headers are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The IP address of the visitor. */
  readonly remoteAddress: string;
}

/** A request that a template sends. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
}

/** What the other side answers; a failure is a rejected promise instead. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One Set-Cookie header before it is written; `value` is as it will stand there. */
export interface ResponseCookie {
  readonly name: string;
  readonly value: string;
  /** The attributes with lower-case names; `domain` is resolved. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** The response while templates still add to it. */
export interface ServerResponse {
  status: number;
  /** By lower-case name. */
  readonly headers: Map<string, string>;
  body: Uint8Array;
  /** One per cookie name. */
  readonly cookies: Map<string, ResponseCookie>;
  /** URLs that the visitor's browser is told to load. */
  readonly pixels: string[];
  isReturned: boolean;
}

/** The container and its environment. */
export interface ServerContainer {
  readonly publicId: string;
  readonly version: string;
  readonly environmentName: string;
  readonly isPreview: boolean;
  readonly isDebug: boolean;
}

/** The outcome of one tag, as an event callback hears of it. */
export interface TagOutcome {
  readonly id: string;
  readonly status: 'success' | 'failure' | 'still_running' | 'exception';
  readonly executionTimeMs: number;
  /** What the tag's settings add under "additional tag metadata". */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Hears, once, that all tags of an event ran. */
export type EventListener = (tags: readonly TagOutcome[]) => void;

/** One event that the container runs for. */
export interface ServerEvent {
  readonly data: Readonly<Record<string, unknown>>;
  /** Called at the event's end. */
  readonly listeners: EventListener[];
}

/** Receives messages of one type. */
export type MessageListener = (messageType: string, message: Readonly<Record<string, unknown>>) => void;

/** One line that a template wrote with logToConsole. */
export interface ServerLogLine {
  readonly template: string;
  readonly text: string;
}

/** The server as templates reach it while one request is handled. */
export interface ServerHost extends Clock {
  readonly request: IncomingRequest;
  readonly response: ServerResponse;
  readonly container: ServerContainer;
  /** The name of the client that claimed the request. */
  readonly clientName: string;
  readonly firestore: FirestoreStore;
  /** What Firestore answered while this request was handled, by question. */
  readonly firestoreAnswers: Map<string, Promise<unknown>>;
  readonly bigQuery: BigQueryStore;
  /** The keys of the file that SGTM_CREDENTIALS names, by key id. */
  readonly keys: Readonly<Record<string, string>>;
  /** By message type. */
  readonly messageListeners: Map<string, MessageListener[]>;
  /** Per template name. */
  readonly templateStorages: Map<string, Map<string, unknown>>;
  readonly logLines: ServerLogLine[];
  /** Sends a request; rejects when the other side cannot be reached. */
  send(request: OutgoingRequest): Promise<HttpAnswer>;
  /** An access token of the server's own Google account. */
  googleToken(scopes: readonly string[]): string;
  /** Runs variables, triggers and tags for an event; resolves with what its tags came to. */
  runTags(event: ServerEvent): Promise<readonly TagOutcome[]>;
}
