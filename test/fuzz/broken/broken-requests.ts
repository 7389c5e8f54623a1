// Faults in what reads requests, each to be found by the fuzzer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HttpError } from '../../../functions/http/http-error.ts';
import { prepareServer } from '../../../functions/http/prepare-server.ts';
import { parseLookupQuery } from '../../../functions/public/parse-lookup-query.ts';
import { readJsonBody } from '../../../functions/public/read-json-body.ts';
import { decodePassport } from '../../../functions/rules/decode-passport.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import { shortSessionId } from '../../../functions/rules/redact.ts';
import { startFunctions } from '../../../functions/start-functions.ts';
import { plantedEmail } from '../oracle.ts';
import { bodiesTarget } from '../targets/bodies.ts';
import { frameworkHttpTarget, wrapBare } from '../targets/framework-http.ts';
import { functionsHttpTarget } from '../targets/functions-http.ts';
import { lookupQueryTarget } from '../targets/lookup-query.ts';
import { passportTarget } from '../targets/passport.ts';
import { publicHttpTarget } from '../targets/public-http.ts';
import { redactTarget } from '../targets/redact.ts';
import { slowHttpTarget } from '../targets/slow-http.ts';
import { webhookHttpTarget } from '../targets/webhook-http.ts';
import type { BrokenTarget } from './broken-target.ts';

/** Each with the fault in words. */
export const brokenRequests: readonly BrokenTarget[] = [
  [
    'decodes what cannot be decoded',
    lookupQueryTarget((url) => {
      decodeURIComponent(url);
      return parseLookupQuery(url);
    }),
  ],
  [
    'repeats the body in its refusal',
    bodiesTarget((request, noun, validate) =>
      readJsonBody(request, noun, validate).catch((error: unknown) => {
        throw new HttpError('invalid_request', { cause: error, detail: String(Reflect.get(request, 'rawBody')) });
      }),
    ),
  ],
  [
    'reads a passport with blanks in it',
    passportTarget({
      decode: (text) => decodePassport(text.replace(/\s/g, '')),
      encode: encodePassport,
      openBuilt: async () => encodePassport,
    }),
  ],
  ['redacts nothing', redactTarget({ redact: (text) => text, shortSessionId })],
  [
    'answers a method with a status that no code has',
    publicHttpTarget({ toServer: (shop) => refuseDeletion(shop.handle) }),
  ],
  ['leaves malformed requests to the framework', frameworkHttpTarget(wrapBare)],
  [
    'logs whom it concerns',
    functionsHttpTarget((options) =>
      startFunctions({
        ...options,
        log: (severity, text, fields) => options.log(severity, `${text} ${plantedEmail}`, fields),
      }),
    ),
  ],
  ['answers a method of the webhook so', webhookHttpTarget({ toServer: (webhook) => refuseDeletion(webhook.handle) })],
  [
    'waits for as long as Node does',
    slowHttpTarget({
      prepare: (server, { onRefused }) => prepareServer(server, { onRefused, requestTimeoutMs: 60_000 }),
      wrap: (publicFunction) => publicFunction,
    }),
  ],
  [
    'waits for bodies that broke off',
    slowHttpTarget({
      prepare: prepareServer,
      wrap: ({ handle, ...rest }) => ({
        ...rest,
        async handle(request, response) {
          // A stream that was read by somebody else has ended before.
          if (!request.readableEnded) await new Promise((resolve) => request.resume().once('end', resolve));
          return await handle(request, response);
        },
      }),
    }),
  ],
];

function refuseDeletion(handle: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  return createServer((request, response) => {
    if (request.method === 'DELETE') response.writeHead(418).end();
    else handle(request, response);
  });
}
