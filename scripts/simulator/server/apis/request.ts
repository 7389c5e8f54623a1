// The APIs that read the incoming request.
//
// Decisions where GTM's behaviour is not public:
// - a query parameter that cannot be decoded stays as it arrived; a plus sign is a space;
// - an empty body is no body.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, required } from '../../sandbox/checked-function.ts';
import { setOwn } from '../../sandbox/set-own.ts';
import { readQuery } from '../read-query.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';
import type { IncomingRequest } from '../server-host.ts';

function part(name: string, read: (request: IncomingRequest) => unknown): ApiFactory<ServerContext> {
  return serverFunction([], (context) => {
    requirePermission(context.permissions, 'read_request', name);
    return read(context.host.request);
  });
}

const getRequestHeader = serverFunction([required('headerName', 'string')], (context, [headerName]) => {
  const name = headerName.toLowerCase();
  requirePermission(context.permissions, 'read_request', 'header', name);
  const { headers } = context.host.request;
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
});

const getRequestQueryParameter = serverFunction([required('name', 'string')], (context, [name]) => {
  requirePermission(context.permissions, 'read_request', 'query', name);
  return readQuery(context.host.request.queryString).find(([key]) => key === name)?.[1];
});

function groupQuery({ queryString }: IncomingRequest): Record<string, string | string[]> {
  const grouped: Record<string, string | string[]> = {};
  for (const [key, value] of readQuery(queryString)) {
    const existing = Object.hasOwn(grouped, key) ? grouped[key] : undefined;
    setOwn(grouped, key, existing === undefined ? value : [existing, value].flat());
  }
  return grouped;
}

/** The incoming request. */
export const requestApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  getRemoteAddress: part('remote_address', ({ remoteAddress }) => remoteAddress),
  getRequestBody: part('body', ({ body }) => body || undefined),
  getRequestHeader,
  getRequestMethod: part('method', ({ method }) => method),
  getRequestPath: part('path', ({ path }) => path),
  getRequestQueryParameter,
  getRequestQueryParameters: part('query', groupQuery),
  getRequestQueryString: part('query', ({ queryString }) => queryString),
};
