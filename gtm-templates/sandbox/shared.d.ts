// GTM's APIs that web and server containers share, typed: for code that templates of both kinds use.
// https://developers.google.com/tag-platform/tag-manager/templates/api
// Code for one kind of container imports them from 'sandbox:web' or 'sandbox:server' with all the others.

declare module 'sandbox:shared' {
  export type TypeName = 'undefined' | 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'function';

  export interface ParsedUrl {
    href: string;
    origin: string;
    protocol: string;
    username: string;
    password: string;
    host: string;
    hostname: string;
    port: string;
    pathname: string;
    search: string;
    /** A list where a key is repeated. */
    searchParams: { [key: string]: string | string[] };
    hash: string;
  }

  export interface ContainerVersion {
    containerId: string;
    debugMode: boolean;
    environmentName: string;
    environmentMode: boolean;
    previewMode: boolean;
    version: string;
  }

  export interface EventData {
    tags: { id: string; status: string; executionTime: number; [metadata: string]: unknown }[];
  }

  /** Calls back once, after all tags of the event have finished or the time-out for them has passed. */
  export function addEventCallback(callback: (containerId: string, event: EventData) => void): void;

  /** Calls the function after the current turn. */
  export function callLater(callback: () => void): void;

  /** Undefined when the input is malformed. */
  export function decodeUri(encoded: string): string | undefined;

  /** Undefined when the input is malformed. */
  export function decodeUriComponent(encoded: string): string | undefined;

  /** Undefined when the input is malformed. */
  export function encodeUri(uri: string): string | undefined;

  /** Undefined when the input is malformed; anything but a string aborts the template. */
  export function encodeUriComponent(text: string): string | undefined;

  /** Undefined when the input is no base64. */
  export function fromBase64(encoded: string): string | undefined;

  /** A whole number between the two, both included. */
  export function generateRandom(min: number, max: number): number;

  export function getContainerVersion(): ContainerVersion;

  /** Milliseconds since 1970. Google prefers getTimestampMillis. */
  export function getTimestamp(): number;

  /** Milliseconds since 1970. */
  export function getTimestampMillis(): number;

  /** Like `typeof`, but tells `null` and `array` apart from `object`. */
  export function getType(value: unknown): TypeName;

  export const JSON: {
    /** Undefined when the text is no JSON. */
    parse(text: string): unknown;
    /** Undefined when the value cannot be written as JSON. */
    stringify(value: unknown): string | undefined;
  };

  /** Silent where the `logging` permission does not reach. */
  export function logToConsole(...values: unknown[]): void;

  export function makeInteger(value: unknown): number;

  export function makeNumber(value: unknown): number;

  export function makeString(value: unknown): string;

  /** Turns the rows of a table field into a map; null when no row is usable. */
  export function makeTableMap(
    rows: readonly object[],
    keyColumn: string,
    valueColumn: string,
  ): { [key: string]: unknown } | null;

  export const Math: {
    abs(x: number): number;
    ceil(x: number): number;
    floor(x: number): number;
    max(...values: number[]): number;
    min(...values: number[]): number;
    pow(base: number, exponent: number): number;
    round(x: number): number;
    sqrt(x: number): number;
  };

  export const Object: {
    keys(value: object): string[];
    values<T>(value: { readonly [key: string]: T } | readonly T[]): T[];
    values(value: object): unknown[];
    entries<T>(value: { readonly [key: string]: T } | readonly T[]): [string, T][];
    entries(value: object): [string, unknown][];
    freeze<T>(value: T): Readonly<T>;
    delete(value: object, key: string): void;
  };

  /** Undefined when the text is no absolute URL. */
  export function parseUrl(url: string): ParsedUrl | undefined;

  /** Whether the template may: `queryPermission('inject_script', url)`, `('access_globals', 'readwrite', 'dataLayer')`. */
  export function queryPermission(permission: string, ...args: unknown[]): boolean;

  export function toBase64(text: string): string;
}
