// The merchant's own server container, where Tilltag's client takes one event per request and answers after its tags ran.
import { explainFailure } from '../outbound/explain-failure.ts';
import type { OutboundResult } from '../outbound/send-request.ts';
import type { ServerContainerDestination } from '../rules/destination.ts';
import type { Destination, DestinationCheck, DestinationTools } from './destination.ts';
import { toSendResult } from './to-send-result.ts';

/**
 * Sends `POST <url>/events` with the event as JSON and the secret as bearer. A check asks `GET <url>/events` with the same
 * secret, to which the client answers 200 and `{"version":1}`, without running the container.
 */
export function createServerContainer({ request, now }: DestinationTools): Destination<ServerContainerDestination> {
  return {
    kind: 'server_container',
    name: 'Server container',
    limits: undefined,
    // It gets `event_id` with every event, and hands it to its tags, so that a repeat can be told from a second event.
    dropsRepeats: () => true,
    async send(event, { url }, secret) {
      const result = await request({
        method: 'POST',
        url: `${url}/events`,
        headers: { ...toHeaders(secret), 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      return toSendResult(result, now());
    },
    async check({ url }, secret) {
      return toCheck(await request({ method: 'GET', url: `${url}/events`, headers: toHeaders(secret) }), url);
    },
    secretPlace: (propertyId, { id, url }) => JSON.stringify([propertyId, 'server_container', id, toOrigin(url)]),
  };
}

function toHeaders(secret: string): Record<string, string> {
  return { authorization: `Bearer ${secret}` };
}

function toOrigin(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function toCheck(result: OutboundResult, url: string): DestinationCheck {
  if (result.kind !== 'answered') return bad(`The container could not be asked${explainFailure(result, url)}`);
  const { status } = result;
  if (status === 200 && isClient(result.body)) {
    return {
      verdict: 'good',
      sentence: 'The container knows the secret and takes events. What its tags do with them, its preview shows.',
    };
  }
  if (status === 401 || status === 403) {
    const sentence =
      'The container refused the secret. Paste that of the property into the Checkout client and publish, or make a new one.';
    return { ...bad(sentence), cure: 'new_container_secret' };
  }
  if (status >= 300 && status < 400) {
    return bad('The address leads on to another one, which is not followed. Enter the address that answers itself.');
  }
  return bad(
    `Something else than the Checkout client answered (http_${status}). Import the client, publish the container, and check the path.`,
  );
}

function isClient(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null && 'version' in answer && answer.version === 1;
  } catch {
    return false;
  }
}

function bad(sentence: string): DestinationCheck {
  return { verdict: 'bad', sentence };
}
