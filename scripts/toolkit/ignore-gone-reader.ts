// Lets a command end quietly where nobody reads what it writes any more.
import type { Writable } from 'node:stream';

/**
 * A reader that has seen enough, such as head, is no fault of the command: it is told of that and nothing else. `then` is what
 * happens; unless given, the command goes on, because it may be in the middle of a change. Other errors are thrown.
 */
export function ignoreGoneReader(stream: Writable, then: () => void = () => undefined): void {
  stream.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
    then();
  });
}
