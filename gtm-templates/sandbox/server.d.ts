// GTM's APIs for server containers, typed: `import { claimRequest } from 'sandbox:server'` becomes `require('claimRequest')`.
// https://developers.google.com/tag-platform/tag-manager/server-side/api
// Values that come from outside (event data, JSON.parse, storage, rejections …) are `unknown`: check them before use.

declare module 'sandbox:server' {
  export {
    addEventCallback,
    ContainerVersion,
    callLater,
    decodeUri,
    decodeUriComponent,
    EventData,
    encodeUri,
    encodeUriComponent,
    fromBase64,
    generateRandom,
    getContainerVersion,
    getTimestamp,
    getTimestampMillis,
    getType,
    JSON,
    logToConsole,
    Math,
    makeInteger,
    makeNumber,
    makeString,
    makeTableMap,
    Object,
    ParsedUrl,
    parseUrl,
    queryPermission,
    TypeName,
  } from 'sandbox:shared';

  /** What asynchronous APIs give: it has these three members and nothing else. */
  export interface SandboxPromise<T> {
    then<Result = T, Rescued = never>(
      onFulfilled?: (value: T) => Result | SandboxPromise<Result>,
      onRejected?: (reason: unknown) => Rescued | SandboxPromise<Rescued>,
    ): SandboxPromise<Result | Rescued>;
    catch<Rescued = never>(
      onRejected?: (reason: unknown) => Rescued | SandboxPromise<Rescued>,
    ): SandboxPromise<T | Rescued>;
    finally(onFinally?: () => void): SandboxPromise<T>;
  }

  /** Times are in milliseconds; without one a request may take 15 seconds. */
  export interface HttpGetOptions {
    headers?: { readonly [name: string]: string | number | null | undefined };
    timeout?: number;
    /** Signs requests to googleapis.com. */
    authorization?: GoogleAuthorization;
  }

  export interface HttpOptions extends HttpGetOptions {
    /** GET unless told. */
    method?: string;
  }

  export interface HttpResponse {
    statusCode: number;
    /** By lower-case name. */
    headers: { [name: string]: string };
    /** Text in UTF-8: bytes that are none do not survive. */
    body?: string;
  }

  /** `max-age` is in seconds; `expires` is a date in the form of the Date header. */
  export interface CookieOptions {
    /** `auto` is the registrable domain of the request's host. */
    domain?: string;
    /** Where `auto` finds none. */
    fallbackDomain?: string;
    path?: string;
    'max-age'?: number;
    expires?: string;
    httpOnly?: boolean;
    secure?: boolean;
    sameSite?: 'strict' | 'lax' | 'none';
  }

  /** Event data by their common names. */
  export interface ContainerEvent {
    readonly [name: string]: unknown;
  }

  /** Gives back the function so that it runs in the scope of the event. */
  export type BindToEvent = <Callback extends (...args: never[]) => unknown>(callback: Callback) => Callback;

  /** What `getGoogleAuth` makes. It has no members. */
  export interface GoogleAuthorization {
    readonly hasOwnProperty: never;
  }

  /** What `createRegex` makes. It has no members. */
  export interface Regex {
    readonly hasOwnProperty: never;
  }

  export interface FirestoreOptions {
    /** The project that the server runs in unless told. */
    projectId?: string;
    databaseId?: string;
    /** What `runTransaction` hands over. */
    transaction?: string;
  }

  export interface FirestoreReadOptions extends FirestoreOptions {
    /** Asks anew within one request. */
    disableCache?: boolean;
  }

  export interface FirestoreDocument {
    id: string;
    data: { [key: string]: unknown };
  }

  export type FirestoreOperator =
    | '<'
    | '<='
    | '=='
    | '!='
    | '>='
    | '>'
    | 'array-contains'
    | 'array-contains-any'
    | 'in'
    | 'not-in';

  /** Calls back for each message of the type, at once; clients listen to their tags with it. */
  export function addMessageListener(
    type: string,
    listener: (type: string, message: { readonly [key: string]: unknown }) => void,
  ): void;

  export const BigQuery: {
    insert(
      connection: { projectId?: string; datasetId: string; tableId: string },
      rows: readonly object[],
      options?: { ignoreUnknownValues?: boolean; skipInvalidRows?: boolean },
    ): SandboxPromise<void>;
  };

  /** Keeps other clients off the request. For clients alone, before the first asynchronous step. */
  export function claimRequest(): void;

  /** The registrable domain: `https://www.shop.co.uk/` gives `shop.co.uk`. */
  export function computeEffectiveTldPlusOne(domainOrUrl: string): string;

  /** Null where the pattern is no RE2 expression. Flags: g, i. */
  export function createRegex(pattern: string, flags?: string): Regex | null;

  /** The hit as events. Throws where the request is none: ask isRequestMpv1 first. */
  export function extractEventsFromMpv1(): { [name: string]: unknown }[];

  /** The hit as events. Throws where the request is none: ask isRequestMpv2 first. */
  export function extractEventsFromMpv2(): { [name: string]: unknown }[];

  export const Firestore: {
    /** Rejects with `{ reason: 'not_found' }` where there is no such document. */
    read(path: string, options?: FirestoreReadOptions): SandboxPromise<FirestoreDocument>;
    /** Resolves with the document's id, which is made up where the path names a collection. */
    write(path: string, input: object, options?: FirestoreOptions & { merge?: boolean }): SandboxPromise<string>;
    /** Five documents at most unless `limit` says otherwise. */
    query(
      collection: string,
      conditions: readonly (readonly [key: string, operator: FirestoreOperator, value: unknown])[],
      options?: FirestoreReadOptions & { limit?: number },
    ): SandboxPromise<FirestoreDocument[]>;
    /** Calls back up to three times. Resolves with the ids of what was written. */
    runTransaction(
      callback: (transaction: string) => SandboxPromise<unknown>,
      options?: { projectId?: string; databaseId?: string },
    ): SandboxPromise<string[]>;
  };

  /** A copy of all event data. */
  export function getAllEventData(): { [name: string]: unknown };

  /** The name of the client that claimed the request. */
  export function getClientName(): string;

  /** Every value of the cookie that came with the request. The second argument is the reverse of the one in web containers. */
  export function getCookieValues(name: string, noDecode?: boolean): string[];

  /** A copy of one value of the event; dots and list indices lead into it: `items.0.price`. */
  export function getEventData(keyPath: string): unknown;

  /** The server's own Google account, for the option `authorization` of requests. */
  export function getGoogleAuth(options: { scopes: readonly string[] }): GoogleAuthorization;

  /** One of Google's scripts, and the caching headers it came with. */
  export function getGoogleScript(
    script: 'ANALYTICS' | 'GTAG' | 'GTM',
    options?: { id?: string; debug?: boolean; timeout?: number },
  ): SandboxPromise<{ script: string; metadata: { [header: string]: string } }>;

  /** The visitor's IP address. */
  export function getRemoteAddress(): string;

  /** Undefined where the request has none. */
  export function getRequestBody(): string | undefined;

  /** The header by its name in any case; repeated ones are joined with a comma and a blank. */
  export function getRequestHeader(name: string): string | undefined;

  /** In capitals. */
  export function getRequestMethod(): string;

  /** Without the container's own prefix and without the query. */
  export function getRequestPath(): string;

  /** The first value of the key, decoded. */
  export function getRequestQueryParameter(name: string): string | undefined;

  /** All keys, decoded; a list where a key is repeated. */
  export function getRequestQueryParameters(): { [name: string]: string | string[] };

  /** As it arrived, without `?`. */
  export function getRequestQueryString(): string;

  /** Whether some template listens to messages of the type. */
  export function hasMessageListener(type: string): boolean;

  /** Signs with a key of the file that SGTM_CREDENTIALS names. Base64url unless told. */
  export function hmacSha256(
    data: string,
    keyId: string,
    options?: { outputEncoding: 'base64url' | 'base64' | 'hex' },
  ): string;

  export function isRequestMpv1(): boolean;

  export function isRequestMpv2(): boolean;

  export const Promise: {
    /** Resolves with every result in order, or rejects with the first rejection. */
    all<Inputs extends readonly unknown[]>(
      inputs: readonly [...Inputs],
    ): SandboxPromise<{ [At in keyof Inputs]: Inputs[At] extends SandboxPromise<infer Value> ? Value : Inputs[At] }>;
    /** Calls the resolver at once. GTM rejects what is not resolved within five seconds. */
    create<T>(resolver: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void): SandboxPromise<T>;
  };

  /** Sends status, headers, cookies and body: without more, an empty answer with the status 200. */
  export function returnResponse(): void;

  /** Runs the container's tags for the event, and calls back when they have finished. */
  export function runContainer(
    event: ContainerEvent | object,
    onComplete?: (bindToEvent: BindToEvent) => void,
    onStart?: (bindToEvent: BindToEvent) => void,
  ): void;

  /** Sends the event as one GA4 hit. */
  export function sendEventToGoogleAnalytics(event: ContainerEvent | object): SandboxPromise<{ location?: string }>;

  /** Any answer resolves, whatever its status; rejects with `{ reason: 'failed' }` or `{ reason: 'timed_out' }`. */
  export function sendHttpGet(url: string, options?: HttpGetOptions): SandboxPromise<HttpResponse>;

  /** Any answer resolves, whatever its status; rejects with `{ reason: 'failed' }` or `{ reason: 'timed_out' }`. */
  export function sendHttpRequest(url: string, options?: HttpOptions, body?: string): SandboxPromise<HttpResponse>;

  /** From a tag to its client; what is no object is not sent. */
  export function sendMessage(type: string, message: object): void;

  /** Asks the visitor's browser to request the address; false where the request is no GA4 hit or was answered already. */
  export function sendPixelFromBrowser(url: string): boolean;

  export function setCookie(name: string, value: string, options?: CookieOptions, noEncode?: boolean): void;

  /** An image of one pixel, never to be cached, with the status 200. */
  export function setPixelResponse(): void;

  export function setResponseBody(
    body: string,
    encoding?: 'ascii' | 'utf8' | 'utf16le' | 'ucs2' | 'base64' | 'latin1' | 'binary' | 'hex',
  ): void;

  /** Null takes the header away. */
  export function setResponseHeader(name: string, value: string | null): void;

  export function setResponseStatus(statusCode: number): void;

  /** Base64 unless `outputEncoding` says hex. */
  export function sha256(
    input: string,
    onSuccess: (digest: string) => void,
    options?: { outputEncoding: 'base64' | 'hex' },
  ): void;

  /** Base64 unless `outputEncoding` says hex. */
  export function sha256Sync(input: string, options?: { outputEncoding: 'base64' | 'hex' }): string;

  /** Kept in this server's memory for all runs of the template: another server has another, and any may lose it. */
  export const templateDataStorage: {
    /** Null where there is none. */
    getItemCopy(key: string): unknown;
    setItemCopy(key: string, value: unknown): void;
    removeItem(key: string): void;
    clear(): void;
  };

  /** With the flag g the expression remembers where it stopped. */
  export function testRegex(regex: Regex, text: string): boolean;

  /** `urlEncoding` gives base64 for URLs. */
  export function toBase64(text: string, options?: { urlEncoding?: boolean }): string;
}
