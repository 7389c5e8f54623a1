// The SDK's own way to ask, which does not bear every JSON that may come back.
import type Stripe from 'stripe';
import type { StripeConnection } from './create-client.ts';

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;

/**
 * A client over the connections of this agent. The SDK writes into every answer outside of any promise that somebody waits for:
 * a number or a text, as a proxy in between may answer, would end the process. Such an answer counts as one that is no JSON.
 */
export function createHttpClient(Sdk: typeof Stripe, agent: StripeConnection['agent']): HttpClient {
  const client = Sdk.createNodeHttpClient(agent);
  const makeRequest = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    const response = await makeRequest(...request);
    const readJson = response.toJSON.bind(response);
    response.toJSON = async () => requireObject(await readJson());
    return response;
  };
  return client;
}

function requireObject(answer: unknown): object {
  if (typeof answer === 'object' && answer !== null) return answer;
  throw new TypeError('Stripe’s answer is no object.');
}
