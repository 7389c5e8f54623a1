// Asks a server's process for what something that was loaded into it has to tell.
import { once } from 'node:events';
import type { ServerProcess } from './start-server.ts';

/** The answer to one message. Rejects with the server's last words when it ends instead. */
export async function askProcess<T>({ process: child, lastWords }: ServerProcess): Promise<T> {
  const abort = new AbortController();
  const { signal } = abort;
  const died = once(child, 'exit', { signal }).then(() => {
    throw new Error(`The server ended. Its last words:\n${lastWords()}`);
  });
  child.send('report');
  try {
    const [answer]: T[] = await Promise.race([once(child, 'message', { signal }), died]);
    if (answer === undefined) throw new Error('The server sent an empty report.');
    return answer;
  } finally {
    died.catch(() => undefined);
    abort.abort();
  }
}
