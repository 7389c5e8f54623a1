// A Stripe that knows keys and nothing else, for the command that checks one.
// It proves which key is sent where, and what is made of each answer; that Stripe checks rights before existence, and its
// words, only Stripe itself can prove.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** The stand-in's address and the paths it was asked for, each with its key. */
export interface KeyProbeStandIn {
  apiBase: string;
  requests: { path: string; key: string }[];
  stop: () => Promise<void>;
}

/** Keys ending in these words are treated so; every other key is good. */
export const keyEndings = {
  revoked: 'revoked1',
  withoutSessions: 'noSessions1',
  withoutPromotionCodes: 'noCodes1',
  stripeDown: 'stripeDown1',
} as const;

/** Starts the stand-in on a free port. */
export async function startKeyProbe(): Promise<KeyProbeStandIn> {
  const requests: { path: string; key: string }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    requests.push({ path, key });
    answer(path, key, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in listens on no port.');
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { apiBase: `http://127.0.0.1:${address.port}`, requests, stop };
}

function answer(path: string, key: string, response: ServerResponse): void {
  const send = (status: number, error: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };
  const isSession = path.startsWith('/v1/checkout/sessions/');
  const right = isSession ? 'rak_checkout_session_read' : 'rak_promotion_code_read';
  const isLacking = key.endsWith(isSession ? keyEndings.withoutSessions : keyEndings.withoutPromotionCodes);
  if (key.endsWith(keyEndings.stripeDown)) send(500, { type: 'api_error', message: 'Down.' });
  else if (key.endsWith(keyEndings.revoked)) send(401, { type: 'invalid_request_error', message: 'Invalid API Key' });
  else if (isLacking) {
    const message = `The provided key 'rk_test_*' does not have the required permissions for this endpoint on account 'acct_hidden'. Having the '${right}' permission would allow this request to continue.`;
    send(403, { type: 'invalid_request_error', message });
  } else send(404, { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' });
}
