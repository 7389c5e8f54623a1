// The APIs that encode, decode and take apart text.
//
// encodeUri and encodeUriComponent take anything and write it as text: builds of gtm.js up to 2021 demanded a text, later ones
// do not, and tests of published templates pass numbers and undefined.
// Decisions where GTM's behaviour is not public: what cannot be encoded, such as half of a surrogate pair, gives undefined;
// decodeUri and decodeUriComponent still demand a text.

import { toBinaryText } from '../bytes.ts';
import { type ApiFactory, apiFunction, optional, required } from '../checked-function.ts';

function attempt(convert: (text: string) => unknown, text: string): unknown {
  try {
    return convert(text);
  } catch {
    return undefined;
  }
}

/** The API of one text; what cannot be converted is undefined. */
function converter(argument: string, convert: (text: string) => unknown): ApiFactory {
  return apiFunction([required(argument, 'string')], (_, [text]) => attempt(convert, text));
}

function encoder(convert: (text: string) => string): ApiFactory {
  return apiFunction([optional('uri', 'any')], (_, [value]) => attempt(convert, String(value)));
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

/** A missing address gives undefined: published server templates pass one on, and their tests hold that. */
const parseUrlApi = apiFunction([optional('url', 'string')], (_, [text]) =>
  text !== undefined && URL.canParse(text) ? parseUrl(text) : undefined,
);

/** Encodings, and URL parts. */
export const textApis: Readonly<Record<string, ApiFactory>> = {
  decodeUri: converter('uri', decodeURI),
  decodeUriComponent: converter('uri', decodeURIComponent),
  encodeUri: encoder(encodeURI),
  encodeUriComponent: encoder(encodeURIComponent),
  fromBase64: converter('base64EncodedString', decodeBase64),
  parseUrl: parseUrlApi,
  toBase64: converter('input', encodeBase64),
};
