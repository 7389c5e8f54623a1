// A thread that makes a temporary folder, takes one input and never comes to an end, for tests of whoever watches it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';

const { shared }: { shared: SharedArrayBuffer } = workerData;
const header = new Int32Array(shared, 0, 2);
header[1] = new TextEncoder().encodeInto(
  JSON.stringify(mkdtempSync(join(tmpdir(), 'stuck-'))),
  new Uint8Array(shared, 8),
).written;
header[0] = 1;
while (header[0] === 1);
