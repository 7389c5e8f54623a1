// The APIs that build the response and send it.
//
// Decisions where GTM's behaviour is not public:
// - what is set after returnResponse changes nothing, and neither does a second returnResponse;
// - setPixelResponse needs the right to set status and body; its own headers belong to the pixel;
// - a status is taken as it is given; a body in an encoding that is not known is utf8;
// - sendPixelFromBrowser needs a GA4 hit as the incoming request, because only Google's own tags understand the command.

import { Buffer } from 'node:buffer';
import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { isMpv2 } from '../measurement/read-mpv2.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';
import type { ServerResponse } from '../server-host.ts';

const pixel = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const pixelHeaders: Readonly<Record<string, string>> = {
  'content-type': 'image/gif',
  'cache-control': 'no-cache, no-store, must-revalidate',
  expires: 'Fri, 01 Jan 1990 00:00:00 GMT',
  pragma: 'no-cache',
};

function change(context: ServerContext, apply: (response: ServerResponse) => void): void {
  if (!context.host.response.isReturned) {
    apply(context.host.response);
  }
}

const setResponseStatus = serverFunction([required('statusCode', 'number')], (context, [statusCode]) => {
  requirePermission(context.permissions, 'access_response', 'status');
  change(context, (response) => {
    response.status = statusCode;
  });
});

const setResponseHeader = serverFunction(
  [required('name', 'string'), optional('value', 'any')],
  (context, [name, value]) => {
    const key = name.toLowerCase();
    requirePermission(context.permissions, 'access_response', 'header', key);
    change(context, ({ headers }) => {
      if (value === undefined || value === null) {
        headers.delete(key);
      } else {
        headers.set(key, String(value));
      }
    });
  },
);

const setResponseBody = serverFunction(
  [required('body', 'string'), optional('encoding', 'string')],
  (context, [body, encoding = 'utf8']) => {
    requirePermission(context.permissions, 'access_response', 'body');
    change(context, (response) => {
      response.body = Buffer.from(body, Buffer.isEncoding(encoding) ? encoding : 'utf8');
    });
  },
);

const setPixelResponse = serverFunction([], (context) => {
  requirePermission(context.permissions, 'access_response', 'status');
  requirePermission(context.permissions, 'access_response', 'body');
  change(context, (response) => {
    response.status = 200;
    response.body = Buffer.from(pixel, 'base64');
    for (const [name, value] of Object.entries(pixelHeaders)) {
      response.headers.set(name, value);
    }
  });
});

const returnResponse = serverFunction([], (context) => {
  requirePermission(context.permissions, 'return_response');
  context.host.response.isReturned = true;
});

const sendPixelFromBrowser = serverFunction([required('url', 'string')], (context, [url]) => {
  requirePermission(context.permissions, 'send_pixel_from_browser', url);
  const { request, response } = context.host;
  if (response.isReturned || !isMpv2(request)) {
    return false;
  }
  response.pixels.push(url);
  return true;
});

/** The response. */
export const responseApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  returnResponse,
  sendPixelFromBrowser,
  setPixelResponse,
  setResponseBody,
  setResponseHeader,
  setResponseStatus,
};
