// Serves the loader, for an hour from every cache, and again for a day while a fresh one is fetched.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { HttpError } from '../http/http-error.ts';

/** Answers one request for the loader; rejects with `internal` where it was not built. */
export type LoaderFile = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Loaded {
  plain: Buffer;
  gzipped: Buffer;
  etag: string;
}

const missingLoader =
  'The loader cannot be read. Run "npm run build", or set TILLTAG_ASSETS to the folder that holds tilltag.v1.js.';

/** The loader of this version in the folder of built assets, read once. */
export function createLoaderFile(assets: string): LoaderFile {
  let loading: Promise<Loaded> | undefined;
  return async (request, response) => {
    loading ??= load(join(assets, 'tilltag.v1.js')).catch((cause: unknown) => {
      loading = undefined;
      throw new HttpError('internal', { cause: new Error(missingLoader, { cause }) });
    });
    const { plain, gzipped, etag } = await loading;
    const headers = {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=3600, stale-while-revalidate=86400',
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Access-Control-Allow-Origin': '*',
      // Pages that isolate themselves (COEP) may load nothing without it.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    };
    if (isSameVersion(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const acceptsGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = acceptsGzip ? gzipped : plain;
    const encoding = acceptsGzip ? { 'Content-Encoding': 'gzip' } : {};
    response.writeHead(200, { ...headers, ...encoding, 'Content-Length': body.length }).end(body);
  };
}

async function load(path: string): Promise<Loaded> {
  // Not by the promises of node:fs, which take some milliseconds to load at a start that needs none of them.
  const plain = await promisify(readFile)(path);
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 27);
  // Weak, because the same version travels both zipped and plain.
  return { plain, gzipped: await promisify(gzip)(plain, { level: 9 }), etag: `W/"${digest}"` };
}

/** Compared weakly, as https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match asks. */
function isSameVersion(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((candidate) => {
    const trimmed = candidate.trim();
    return trimmed === '*' || trimmed.replace(/^W\//, '') === opaque;
  });
}
