// A thread that takes one input and never comes to an end, for tests of whoever watches it.
import { workerData } from 'node:worker_threads';

const { shared }: { shared: SharedArrayBuffer } = workerData;
const header = new Int32Array(shared, 0, 2);
header[1] = new TextEncoder().encodeInto('"the last input"', new Uint8Array(shared, 8)).written;
header[0] = 1;
while (header[0] === 1);
