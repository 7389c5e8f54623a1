// Serves the page's script from this server's memory, and asks the function once an hour whether it is still the newest.
import {
  getRequestHeader,
  getRequestMethod,
  type HttpResponse,
  returnResponse,
  setResponseBody,
  setResponseHeader,
  setResponseStatus,
  templateDataStorage,
} from 'sandbox:server';
import { getTimestampMillis } from 'sandbox:shared';
import { askFunction } from '../../shared/ask-function.ts';
import { isNumber, isPlainObject, isText } from '../../shared/plain-values.ts';
import { readVisitor } from '../../shared/read-visitor.ts';
import { returnAnswer, returnUnavailable } from './answers.ts';
import { keepCookieOfPage } from './keep-cookie.ts';
import type { Route } from './routes.ts';
import type { Setup } from './setup.ts';

interface KeptLoader {
  readonly body: string;
  readonly etag: string;
  /** When the function said for the last time that it is the newest. */
  readonly atMs: number;
}

const freshMs = 3600000;

/** After a failure the function is left alone for so long, or every page would wait for it. */
const pauseMs = 60000;

/** As the function's own; what a visitor's cookie comes with is for nobody else's cache. */
const publicCaching = 'public, max-age=3600, stale-while-revalidate=86400';
const privateCaching = 'private, max-age=3600, stale-while-revalidate=86400';

/** Answers with the script, 304 to whoever has it; with an old one where the function fails, and 503 where there is none. */
export function serveLoader(setup: Setup, route: Route): void {
  const storageKey = 'loader of ' + setup.connection.endpoint;
  const kept = readKept(storageKey);
  const nowMs = getTimestampMillis();
  if (kept !== undefined && nowMs - kept.atMs < freshMs) {
    returnLoader(setup, kept);
    return;
  }
  const keep = (loader: KeptLoader) => {
    templateDataStorage.setItemCopy(storageKey, loader);
    returnLoader(setup, loader);
  };
  const keepOld = (old: KeptLoader, atMs: number) => keep({ body: old.body, etag: old.etag, atMs: atMs });
  askFunction(setup.connection, readVisitor(), {
    method: 'GET',
    path: route.functionPath,
    ifNoneMatch: kept && kept.etag !== '' ? kept.etag : undefined,
  }).then(
    (answer) => {
      if (isScript(answer)) {
        keep({ body: answer.body || '', etag: answer.headers['etag'] || '', atMs: nowMs });
      } else if (kept === undefined) {
        setup.log(
          'The Function endpoint does not serve the script of the page. Check that it is that of your function.',
        );
        returnAnswer(answer);
      } else {
        keepOld(kept, answer.statusCode === 304 ? nowMs : nowMs - freshMs + pauseMs);
      }
    },
    () => {
      setup.log('The Tilltag function did not answer, so pages get the script that this server still has, if any.');
      if (kept === undefined) {
        returnUnavailable();
      } else {
        keepOld(kept, nowMs - freshMs + pauseMs);
      }
    },
  );
}

function readKept(storageKey: string): KeptLoader | undefined {
  const stored = templateDataStorage.getItemCopy(storageKey);
  return isKeptLoader(stored) ? stored : undefined;
}

function isKeptLoader(value: unknown): value is KeptLoader {
  return isPlainObject(value) && isText(value['body']) && isText(value['etag']) && isNumber(value['atMs']);
}

/** A page of HTML from whatever else stands at the endpoint must not be kept for an hour. */
function isScript(answer: HttpResponse): boolean {
  const type = answer.headers['content-type'] || '';
  return answer.statusCode === 200 && type.indexOf('javascript') > -1 && !!answer.body;
}

function returnLoader(setup: Setup, loader: KeptLoader): void {
  const isPersonal = keepCookieOfPage(setup.cookie);
  setResponseHeader('content-type', 'text/javascript; charset=utf-8');
  setResponseHeader('cache-control', isPersonal ? privateCaching : publicCaching);
  setResponseHeader('vary', 'Accept-Encoding');
  setResponseHeader('access-control-allow-origin', '*');
  // Pages that isolate themselves (COEP) may load nothing without it.
  setResponseHeader('cross-origin-resource-policy', 'cross-origin');
  setResponseHeader('x-content-type-options', 'nosniff');
  if (loader.etag !== '') {
    setResponseHeader('etag', loader.etag);
  }
  if (isSameVersion(getRequestHeader('if-none-match'), loader.etag)) {
    setResponseStatus(304);
  } else {
    setResponseStatus(200);
    if (getRequestMethod() === 'GET') {
      setResponseBody(loader.body);
    }
  }
  returnResponse();
}

/** Compared weakly, as https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match asks. */
function isSameVersion(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch || etag === '') {
    return false;
  }
  return ifNoneMatch.split(',').some((candidate) => candidate.trim() === '*' || toOpaque(candidate) === toOpaque(etag));
}

function toOpaque(etag: string): string {
  const trimmed = etag.trim();
  return trimmed.indexOf('W/') === 0 ? trimmed.slice(2) : trimmed;
}
