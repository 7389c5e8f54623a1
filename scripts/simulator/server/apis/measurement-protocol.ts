// The APIs that turn hits of Google Analytics into events.
//
// Decisions where GTM's behaviour is not public:
// - to ask whether a request is a hit needs no permission, as published templates of Google's own show;
// - to read events needs the permission to read requests, but no part of a request in particular; the method is what that
//   permission always opens.

import { requirePermission } from '../../permissions/check-permission.ts';
import type { ApiFactory } from '../../sandbox/checked-function.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { isMpv1, readMpv1 } from '../measurement/read-mpv1.ts';
import { isMpv2, readMpv2 } from '../measurement/read-mpv2.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';
import type { IncomingRequest } from '../server-host.ts';

function question(isRequest: (request: IncomingRequest) => boolean): ApiFactory<ServerContext> {
  return serverFunction([], (context) => isRequest(context.host.request));
}

function extractor(
  version: string,
  isRequest: (request: IncomingRequest) => boolean,
  read: (request: IncomingRequest) => unknown,
): ApiFactory<ServerContext> {
  return serverFunction([], (context) => {
    requirePermission(context.permissions, 'read_request', 'method');
    const { request } = context.host;
    if (!isRequest(request)) {
      throw new SandboxError(
        'wrong_request',
        `The request is not in the format of Measurement Protocol ${version}. Ask isRequestMpv${version} first.`,
      );
    }
    return read(request);
  });
}

/** Hits of Google Analytics. */
export const measurementProtocolApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  extractEventsFromMpv1: extractor('1', isMpv1, readMpv1),
  extractEventsFromMpv2: extractor('2', isMpv2, readMpv2),
  isRequestMpv1: question(isMpv1),
  isRequestMpv2: question(isMpv2),
};
