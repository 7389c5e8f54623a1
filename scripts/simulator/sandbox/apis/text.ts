// The APIs that encode, decode and take apart text.

import { toBinaryText } from '../bytes.ts';
import { type ApiFactory, apiFunction, required } from '../checked-function.ts';

function converter(convert: (text: string) => unknown): ApiFactory {
  return apiFunction([required('value', 'string')], (_, [text]) => {
    try {
      return convert(text);
    } catch {
      return undefined;
    }
  });
}

function encodeBase64(text: string): string {
  return btoa(toBinaryText(new TextEncoder().encode(text)));
}

function decodeBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function readSearchParams(url: URL): Record<string, string | string[]> {
  const keys = new Set(url.searchParams.keys());
  return Object.fromEntries(
    Array.from(keys, (key) => {
      const all = url.searchParams.getAll(key);
      return [key, all.length > 1 ? all : (all[0] ?? '')];
    }),
  );
}

function parseUrl(text: string): unknown {
  const url = new URL(text);
  const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = url;
  const searchParams = readSearchParams(url);
  return { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash };
}

/** Encodings, and URL parts. */
export const textApis: Readonly<Record<string, ApiFactory>> = {
  decodeUri: converter(decodeURI),
  decodeUriComponent: converter(decodeURIComponent),
  encodeUri: converter(encodeURI),
  encodeUriComponent: converter(encodeURIComponent),
  fromBase64: converter(decodeBase64),
  parseUrl: converter(parseUrl),
  toBase64: converter(encodeBase64),
};
