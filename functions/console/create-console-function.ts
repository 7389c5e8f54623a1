// Puts the console together: finds the route, admits the visitor, answers, and turns every fault into a page that says what to do.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readClientAddress, toAddressGroup } from '../http/client-address.ts';
import type { HttpError } from '../http/http-error.ts';
import { PropertyError } from '../properties/property-error.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { admit, refuseForgery } from './access/admit.ts';
import { createAttempts } from './access/attempts.ts';
import { readOrigin, toCookiePlace } from './access/cookie-place.ts';
import { findVisitor } from './access/find-visitor.ts';
import { createIssuer } from './access/openid/create-issuer.ts';
import { renewWith } from './access/sign-in-session.ts';
import type { Answer } from './answer.ts';
import type { ConsoleContext, ConsoleSurroundings } from './console-context.ts';
import { consolePath } from './console-path.ts';
import { createRefreshes } from './coverage/refresh-now.ts';
import { toOwnAddress } from './forms/own-query.ts';
import { createConsoleLogs } from './logs.ts';
import { html } from './page/html.ts';
import { Refusal } from './refusal.ts';
import type { OpenRequest, Visitor } from './route.ts';
import { routes } from './routes.ts';
import type { AssetName } from './serve/console-assets.ts';
import { createRouteFinder, findWithoutSlash } from './serve/find-route.ts';
import { toRequest } from './serve/to-request.ts';
import { type ConsoleResponse, toResponse } from './serve/to-response.ts';
import { toTransportSecurity } from './serve/transport-security.ts';
import { writeResponse } from './serve/write-response.ts';
import { refusals } from './texts/common-texts.ts';

export interface ConsoleFunction {
  /** Answers one request, whatever happens; never throws or rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Logs a request that the server refused because it could not be read. */
  noteRefused(error: HttpError): void;
  close(): void;
}

/** The function over a store that somebody else closes. */
export function createConsoleFunction(surroundings: ConsoleSurroundings): ConsoleFunction {
  const { settings, now } = surroundings;
  const context: ConsoleContext = {
    ...surroundings,
    issuer: createIssuer(settings, now),
    attempts: createAttempts(now),
    refreshes: createRefreshes(now),
  };
  const base = `${settings.basePath}${consolePath}`;
  const logs = createConsoleLogs(context.log);
  const findRoute = createRouteFinder(routes, base);
  const to = (path: string): string => `${base}${path}`;
  const toAsset = (name: AssetName): string => to(`/assets/${context.assets.toVersioned(name)}`);
  const bare = { to, toAsset, refreshTo: base, notice: undefined };

  async function answer(received: IncomingMessage): Promise<ConsoleResponse> {
    let request: Request;
    try {
      request = await toRequest(received, settings.trustedHops);
    } catch (error) {
      return await refuse(error, undefined);
    }
    const url = new URL(request.url);
    const network = toAddressGroup(readClientAddress(received, settings.trustedHops));
    const { headers, ...rest } = await answerAt(url, request, network);
    return {
      ...rest,
      headers: { ...headers, ...toTransportSecurity(readOrigin({ context, url }), settings.basePath) },
    };
  }

  async function answerAt(url: URL, request: Request, network: string): Promise<ConsoleResponse> {
    let visitor: Visitor | undefined;
    try {
      const signedIn = await findVisitor(context, request.headers.get('cookie'), toCookiePlace({ context, url, to }));
      visitor = signedIn?.visitor;
      const found = findRoute(request.method, url.pathname);
      if (found === undefined) {
        const elsewhere = findWithoutSlash(findRoute, request.method, url);
        if (elsewhere === undefined) throw new Refusal('not_found');
        return await toResponse({ kind: 'redirect', to: elsewhere, isPermanent: true }, { ...bare, visitor });
      }
      const { params } = found;
      const { headers } = request;
      const form = await readForm(request);
      const open: OpenRequest = { context, url, headers, network, params, query: url.searchParams, form, visitor, to };
      if (found.route.method === 'POST') refuseForgery(open);
      const { answer: answered, ...about } = await admit(found.route, open);
      return await toResponse(await renewWith(open, signedIn, answered), {
        to,
        toAsset,
        visitor,
        ...about,
        refreshTo: toOwnAddress(open),
        notice: url.searchParams.get('notice') ?? undefined,
      });
    } catch (error) {
      return await refuse(error, visitor);
    }
  }

  async function refuse(error: unknown, visitor: Visitor | undefined): Promise<ConsoleResponse> {
    const refusal = toRefusal(error);
    logs.refused(refusal);
    return await toResponse(drawRefusal(refusal), { ...bare, visitor });
  }

  return {
    async handle(request, response) {
      try {
        writeResponse(response, await answer(request), request.method);
      } catch (error) {
        writeResponse(response, await refuse(error, undefined), request.method);
      }
    },
    noteRefused: (error) => logs.unreadable(error),
    close: () => undefined,
  };
}

async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(request.method === 'POST' ? await request.text() : '');
}

function drawRefusal({ code, status }: Refusal): Answer {
  const { title, sentence } = refusals[code];
  return { kind: 'page', page: { title, body: html`<p>${sentence}</p>` }, status };
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // Somebody else began to delete it, or was done with that, while this was under way.
  if (error instanceof PropertyError && error.code === 'property_being_removed') return new Refusal('being_deleted');
  if (error instanceof PropertyError && error.code === 'unknown_property') return new Refusal('not_found');
  return new Refusal(error instanceof StoreUnavailableError ? 'unavailable' : 'internal', { cause: error });
}
