// Decides who may ask: a page of the property, or its server container in a visitor's name.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http/http-error.ts';
import type { OriginCheck } from '../properties/origin-check.ts';
import { hostnameOfUrl } from '../rules/hostnames.ts';

/** Someone who may ask. `origin` is the page that may read the answer, where the browser named one. */
export interface Caller {
  origin: string | undefined;
  /** The visitor's address as the server container saw it; only a container is believed about it. */
  visitorAddress: string | undefined;
  /**
   * `container_for_page`: a server container that asks for itself, to run in the page's place or for an event that has no page;
   * only one is believed about it.
   */
  kind: 'page' | 'container' | 'container_for_page';
}

/** Equal in time to a comparison with a real secret's hash, and equal to no hash of a secret that anyone knows. */
const noSecretHash = '0'.repeat(64);

/** Whether the request claims to come from a server container; whether it does is decided when its secret is compared. */
function hasBearer(request: IncomingMessage): boolean {
  return request.headers.authorization !== undefined;
}

/** What a request is judged by. */
export interface CallerRules {
  containerSecretHash: string | null;
  origins: OriginCheck;
  /** Told of a right secret before the visitor is judged whom the container speaks for; what it throws is thrown on. */
  onContainer: () => void;
}

/**
 * The caller of a request about this property; throws `host_not_allowed`. A wrong bearer secret, one where the property has
 * none, and another scheme all get that same refusal: a caller learns nothing about the secret. Only the log says more.
 */
export function checkCaller(request: IncomingMessage, rules: CallerRules): Caller {
  if (!hasBearer(request)) return checkPage(request, rules.origins);
  admitContainer(request, rules);
  return checkVisitor(request, rules.origins);
}

/**
 * The caller of a report or of a click; throws `host_not_allowed`. A browser may hide a beacon's origin under the referrer
 * policy `no-referrer` (https://fetch.spec.whatwg.org/#append-a-request-origin-header). Such a page is known by its claim, or
 * tells of a click that is found by its random id alone, and nobody else has either. Refused, its purchase would be pushed
 * again, or its campaign lost. So it is with such a page that a server container speaks for.
 */
export function checkReporter(request: IncomingMessage, rules: CallerRules): Caller {
  if (!hasBearer(request)) {
    const isHidden = request.headers.origin === 'null';
    return isHidden
      ? { origin: undefined, visitorAddress: undefined, kind: 'page' }
      : checkPage(request, rules.origins);
  }
  admitContainer(request, rules);
  const isHidden = readHeader(request, 'tilltag-visitor-origin') === 'null';
  return isHidden ? toVisitor(request, undefined) : checkVisitor(request, rules.origins);
}

/** Throws unless the secret is the property's. */
function admitContainer(request: IncomingMessage, { containerSecretHash, onContainer }: CallerRules): void {
  if (!isSecretRight(request.headers.authorization ?? '', containerSecretHash)) {
    throw refuse('A server container sent a wrong secret, or one where the property has none.');
  }
  onContainer();
}

function isSecretRight(authorization: string, containerSecretHash: string | null): boolean {
  const secret = /^Bearer +([^\s]{1,512})$/i.exec(authorization)?.[1] ?? '';
  const given = createHash('sha256').update(secret).digest();
  const expected = Buffer.from(containerSecretHash ?? noSecretHash, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function checkPage(request: IncomingMessage, origins: OriginCheck): Caller {
  const { origin, referer, host } = request.headers;
  if (origin !== undefined) {
    if (!origins.isUrlAllowed(origin)) throw refuse(`The page is on ${nameHost(origin)}.`);
    return { origin, visitorAddress: undefined, kind: 'page' };
  }
  // Browsers leave Origin out of same-origin GETs, and privacy settings cut the Referer.
  const isAllowed =
    referer !== undefined
      ? origins.isUrlAllowed(referer)
      : isSameOrigin(request) && host !== undefined && origins.isHostAllowed(host);
  if (!isAllowed) throw refuse(`The page is on ${nameHost(referer)}.`);
  return { origin: undefined, visitorAddress: undefined, kind: 'page' };
}

function checkVisitor(request: IncomingMessage, origins: OriginCheck): Caller {
  const origin = readHeader(request, 'tilltag-visitor-origin');
  // It passes no header of a visitor on, so it says this itself; nobody is on a page when the event came from here.
  const isAllowed =
    origin === undefined ? asksForItself(request) || isSameOrigin(request) : origins.isUrlAllowed(origin);
  if (!isAllowed) throw refuse(`The server container speaks for a page on ${nameHost(origin)}.`);
  return toVisitor(request, origin);
}

function toVisitor(request: IncomingMessage, origin: string | undefined): Caller {
  return {
    origin,
    visitorAddress: readHeader(request, 'tilltag-visitor-address'),
    kind: asksForItself(request) ? 'container_for_page' : 'container',
  };
}

function asksForItself(request: IncomingMessage): boolean {
  return readHeader(request, 'tilltag-sends') === '1';
}

/** The refusal; `reason` is for the log, where somebody has to find out which hostname is missing. */
function refuse(reason: string): HttpError {
  return new HttpError('host_not_allowed', { cause: new Error(reason) });
}

function nameHost(url: string | undefined): string {
  return (url === undefined ? undefined : hostnameOfUrl(url)) ?? 'a host that nothing names';
}

function isSameOrigin(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-site'] === 'same-origin';
}

function readHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
