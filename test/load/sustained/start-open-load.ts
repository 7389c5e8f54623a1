// The hand on the process that makes the open load.
import { fork } from 'node:child_process';
import path from 'node:path';
import type { OpenLoadPlan, OpenLoadResult } from './open-load.ts';
import type { OpenLoadNews } from './open-load-process.ts';

/** Makes the load, and tells about once a second how far it is. Rejects when the process dies. */
export async function makeOpenLoad(
  plan: OpenLoadPlan,
  onProgress: (elapsedMs: number) => void,
): Promise<OpenLoadResult> {
  const child = fork(path.join(import.meta.dirname, 'open-load-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    return await new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The load process ended with ${code}; its message stands above.`)));
      child.on('message', (news: OpenLoadNews) => {
        if (news.kind === 'done') resolve(news.result);
        else onProgress(news.elapsedMs);
      });
      child.send(plan);
    });
  } finally {
    process.off('exit', kill);
    child.disconnect();
  }
}
