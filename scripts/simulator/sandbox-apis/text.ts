// The APIs that encode, decode, digest and take apart text.
import { type ApiFactory, apiFunction, optional, required } from '../checked-function.ts';

function converter(convert: (text: string) => unknown): ApiFactory {
  return apiFunction([required('value', 'string')], (_, [text]) => {
    try {
      return convert(text);
    } catch {
      return undefined;
    }
  });
}

function toBinaryText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
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

const sha256 = apiFunction(
  [
    required('input', 'string'),
    required('onSuccess', 'function'),
    optional('onFailure', 'function'),
    optional('options', 'object'),
  ],
  (context, [input, onSuccess, onFailure, options]) => {
    const succeed = context.guard(onSuccess);
    const fail = onFailure && context.guard(onFailure);
    context.page.digestSha256(
      input,
      (bytes) => {
        succeed(options?.['outputEncoding'] === 'hex' ? toHex(bytes) : btoa(toBinaryText(bytes)));
      },
      () => {
        fail?.();
      },
    );
  },
);

/** Encodings, URL parts and digests. */
export const textApis: Readonly<Record<string, ApiFactory>> = {
  decodeUri: converter(decodeURI),
  decodeUriComponent: converter(decodeURIComponent),
  encodeUri: converter(encodeURI),
  encodeUriComponent: converter(encodeURIComponent),
  fromBase64: converter(decodeBase64),
  parseUrl: converter(parseUrl),
  sha256,
  toBase64: converter(encodeBase64),
};
