// Requests to the functions, whose answers may be lost with the process that was to give them.
import { Agent, request } from 'node:http';

export interface Question {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** `undefined` where the connection was lost. */
export type Reply = { status: number; body: string } | undefined;

export interface Client {
  ask(url: string, question: Question): Promise<Reply>;
  close(): void;
}

/** A client that keeps its connections. */
export function createClient(): Client {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: (url, { method, path, headers, body }) =>
      new Promise((resolve) => {
        const sent = request(`${url}${path}`, { method, agent, ...(headers && { headers }) }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
          );
          response.on('error', () => resolve(undefined));
        });
        sent.on('error', () => resolve(undefined));
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
