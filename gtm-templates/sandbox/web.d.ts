// GTM's APIs for web containers, typed: `import { injectScript } from 'sandbox:web'` becomes `require('injectScript')`.
// https://developers.google.com/tag-platform/tag-manager/templates/api
// Values that cross the border (copyFromWindow, callInWindow, JSON.parse …) are `unknown`: check them before use.

declare module 'sandbox:web' {
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
    toBase64,
  } from 'sandbox:shared';

  export type ConsentType =
    | 'ad_storage'
    | 'ad_user_data'
    | 'ad_personalization'
    | 'analytics_storage'
    | 'functionality_storage'
    | 'personalization_storage'
    | 'security_storage';

  export type ConsentStatus = 'granted' | 'denied';

  export type UrlComponent = 'protocol' | 'host' | 'port' | 'path' | 'query' | 'extension' | 'fragment';

  export type ReferrerComponent = 'protocol' | 'host' | 'port' | 'path' | 'query' | 'extension';

  /** `max-age` is in seconds; `expires` is a date in the form of the Date header. */
  export interface CookieOptions {
    /** `auto` tries the broadest domain on which the page may set a cookie. */
    domain?: string;
    path?: string;
    'max-age'?: number;
    expires?: string;
    secure?: boolean;
    samesite?: 'strict' | 'lax' | 'none';
  }

  export interface AnalyticsStorage {
    client_id?: string;
    sessions: { measurement_id: string; session_id: string; session_number: number }[];
  }

  /** Calls back at each change between denied and granted; an unset type counts as granted. */
  export function addConsentListener(
    type: ConsentType,
    listener: (type: ConsentType, isGranted: boolean) => void,
  ): void;

  /** Makes `window[toPath]` an alias of `window[fromPath]`; false when a parent of `toPath` is missing. */
  export function aliasInWindow(toPath: string, fromPath: string): boolean;

  /** Calls a function of the page. Arguments and result are copied; a result that cannot be copied is undefined. */
  export function callInWindow(path: string, ...args: unknown[]): unknown;

  /** Reads the merged data layer (version 2) or the current push alone (version 1). */
  export function copyFromDataLayer(key: string, version?: 1 | 2): unknown;

  /** A deep copy of a global; what is not plain data becomes undefined. */
  export function copyFromWindow(path: string): unknown;

  /** Makes a global function that queues its arguments as `arguments` objects; null where something else stands there. */
  export function createArgumentsQueue(functionPath: string, arrayPath: string): ((...args: unknown[]) => void) | null;

  /** A function that pushes onto a global array, which is created when missing: `createQueue('dataLayer')`. */
  export function createQueue(arrayPath: string): (...items: unknown[]) => void;

  /** Every value of the cookie; an empty list where there is none. */
  export function getCookieValues(name: string, decode?: boolean): string[];

  /** The first value of the key in the page's query, or with `retrieveAll` all of them. */
  export function getQueryParameters(key: string, retrieveAll?: false): string | undefined;
  export function getQueryParameters(key: string, retrieveAll: true): string[];

  /** As getQueryParameters, for the referrer. */
  export function getReferrerQueryParameters(key: string, retrieveAll?: false): string | undefined;
  export function getReferrerQueryParameters(key: string, retrieveAll: true): string[];

  /** One component of the referrer, or all of it. */
  export function getReferrerUrl(component?: ReferrerComponent): string;

  /** One component of the page's address, or all of it. `query` comes without `?`, `fragment` without `#`. */
  export function getUrl(component?: UrlComponent): string;

  /** Sets gtag parameters before queued data layer items are read. */
  export function gtagSet(parameters: object): void;

  export function injectHiddenIframe(url: string, onSuccess?: () => void): void;

  /**
   * Loads a script, never blocking. With a `cacheToken` (usually the URL) it is loaded once per page and container,
   * and later calls only call back; a failure clears the token, so that the next call tries again.
   */
  export function injectScript(url: string, onSuccess?: () => void, onFailure?: () => void, cacheToken?: string): void;

  /** Whether the type is granted or unset. Tags set to fire always see true. */
  export function isConsentGranted(type: ConsentType): boolean;

  /** Undefined where the browser offers no storage. */
  export const localStorage:
    | {
        getItem(key: string): string | null;
        /** False when the browser refused. */
        setItem(key: string, value: string): boolean;
        removeItem(key: string): void;
      }
    | undefined;

  /** The GA4 client and sessions of this browser; undefined where analytics storage is denied or empty. */
  export function readAnalyticsStorage(options?: {
    cookie_prefix?: string;
    cookie_domain?: string;
    cookie_path?: string;
  }): AnalyticsStorage | undefined;

  export function readCharacterSet(): string;

  export function readTitle(): string;

  /** A GET through an image; success may need a valid image as the answer. */
  export function sendPixel(url: string, onSuccess?: () => void, onFailure?: () => void): void;

  export function setCookie(name: string, value: string, options?: CookieOptions, encode?: boolean): void;

  /** Takes effect before queued data layer items are read. `wait_for_update` is in milliseconds. */
  export function setDefaultConsentState(
    state: { [Type in ConsentType]?: ConsentStatus } & { region?: string[]; wait_for_update?: number },
  ): void;

  /** False when a parent is missing, or a value stands there and `overrideExisting` is not true. */
  export function setInWindow(path: string, value: unknown, overrideExisting?: boolean): boolean;

  /** Base64 unless `outputEncoding` says hex. Needs a page on https. */
  export function sha256(
    input: string,
    onSuccess: (digest: string) => void,
    onFailure?: () => void,
    options?: { outputEncoding: 'base64' | 'hex' },
  ): void;

  /** Shared by all tags of this template while the page lives. Values are kept by reference. */
  export const templateStorage: {
    getItem(key: string): unknown;
    setItem(key: string, value: unknown): void;
    removeItem(key: string): void;
    clear(): void;
  };

  export function updateConsentState(state: { [Type in ConsentType]?: ConsentStatus }): void;
}
