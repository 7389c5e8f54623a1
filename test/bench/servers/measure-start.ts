// How long a server takes from the start of its process to its first right answer.
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadRequest } from '../load/to-request.ts';
import { hasEnded, type ServerCommand, spawnServer } from './start-server.ts';

const startTimeoutMs = 30_000;

interface Answer {
  status: number;
  text: string;
}

/** Milliseconds until the whole answer is here. Rejects when it is not the expected one, or does not come. */
export async function measureStart(command: ServerCommand, request: LoadRequest): Promise<number> {
  const startedAt = performance.now();
  const server = await spawnServer(command);
  try {
    for (;;) {
      const answer = await ask(server.origin, request);
      const elapsedMs = performance.now() - startedAt;
      if (answer?.status === request.status && answer.text.includes(request.expected)) return elapsedMs;
      if (answer) throw new Error(`${command.name} answered ${answer.status} first: ${answer.text.slice(0, 300)}`);
      if (hasEnded(server.process) || elapsedMs > startTimeoutMs) {
        throw new Error(`${command.name} did not start. Its last words:\n${server.lastWords()}`);
      }
      // Asking costs the machine little, but not nothing; it costs both sides the same.
      await sleep(2);
    }
  } finally {
    await server.stop();
  }
}

/** `undefined` while nobody listens. */
function ask(origin: string, { path, headers }: LoadRequest): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(origin + path, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('error', () => resolve(undefined));
  });
}
