// A thread that takes one input and is brought down by it, in nobody's promise, for tests of whoever watches it.
import { workerData } from 'node:worker_threads';

const { shared }: { shared: SharedArrayBuffer } = workerData;
const header = new Int32Array(shared, 0, 2);
header[1] = new TextEncoder().encodeInto('{"kept":[1]}', new Uint8Array(shared, 8)).written;
header[0] = 1;
setImmediate(() => {
  throw new TypeError('Nobody waits for this.');
});
