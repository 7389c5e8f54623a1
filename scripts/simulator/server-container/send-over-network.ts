// Sends what templates ask to be sent, over the real network.
//
// Decisions where GTM's behaviour is not public: redirects are answers like any other and are not followed; a body of more
// than 5 MB is a failed request; repeated headers of an answer are joined with `, `; a body is read as UTF-8.
import { Buffer } from 'node:buffer';
import { Agent, request } from 'undici';
import type { HostMap } from '../container/container-description.ts';
import { mapHosts } from '../container/map-hosts.ts';
import type { HttpAnswer, OutgoingRequest } from '../server/server-host.ts';

const maxBodyBytes = 5_000_000;

/** The request's own limit is kept by who sends it; this one only frees the connection afterwards. */
const slackMs = 100;

/** A way out, with its connections. */
export interface Network {
  /** Rejects when nothing answers in time. */
  send(outgoing: OutgoingRequest): Promise<HttpAnswer>;
  /** Ends all connections. */
  close(): Promise<void>;
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) {
      throw new Error(`The answer is longer than ${maxBodyBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Requests for mapped origins go to the servers that stand for them. */
export function createNetwork(hostMap: HostMap): Network {
  const dispatcher = new Agent();
  return {
    send: async ({ method, url, headers, body, timeoutMs }) => {
      const signal = AbortSignal.timeout(timeoutMs + slackMs);
      const answer = await request(mapHosts(url, hostMap), {
        method,
        headers,
        dispatcher,
        signal,
        ...(body === undefined ? {} : { body }),
      });
      const received = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, [value].flat().join(', ')]],
      );
      return {
        statusCode: answer.statusCode,
        headers: Object.fromEntries(received),
        body: await readText(answer.body),
      };
    },
    close: () => dispatcher.destroy(),
  };
}
