// Loaded into a server before its own code: tells, when asked by message, what the process used since it was asked last.
import { channel } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRequestCount } from '../../bench/servers/request-count.ts';
import { keepOfEachRequest } from './keep-of-each-request.ts';

/** Memory in bytes. */
export interface ProcessUse {
  rss: number;
  heapUsed: number;
  /** What is left after a full collection, which a report brings about, on the heap and in buffers beside it. */
  live: number;
  /** How many requests it has taken since the start. */
  requests: number;
  /** How late timers came, beyond the millisecond that they always may. */
  loopDelayP99Ms: number;
  loopDelayMaxMs: number;
  /** Processor time, 1 for one core all the time. */
  cores: number;
  /** The most requests to Stripe that left with one key within any second since the start. */
  stripeMostInSecond: number;
}

const resolutionMs = 10;
const toMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
const collect = exposeCollection();
let usage = process.cpuUsage();
let reportedAtMs = performance.now();

// Counted as they leave, because a busy machine may deliver two that left apart at the same time.
const left = createRequestCount();
channel('http.client.request.created').subscribe((message) => {
  // What Node tells subscribers: https://nodejs.org/api/diagnostics_channel.html#http
  const { request } = message as { request: ClientRequest };
  const authorization = request.getHeader('authorization');
  if (typeof authorization === 'string' && /^Bearer rk_/.test(authorization))
    left.add(authorization, performance.now());
});

let requests = 0;
channel('http.server.request.start').subscribe(() => {
  requests += 1;
});

// For whoever wants to see whether a leak is found.
const leakBytes = Number(new URL(import.meta.url).searchParams.get('leak'));
if (leakBytes > 0) keepOfEachRequest(leakBytes);

/** As `node --expose-gc` has it, for a process that is started by others. */
function exposeCollection(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

function report(): ProcessUse {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage(usage);
  const nowMs = performance.now();
  const use: ProcessUse = {
    rss,
    heapUsed,
    live: readLive(),
    requests,
    loopDelayP99Ms: toMs(delay.percentile(99)),
    loopDelayMaxMs: toMs(delay.max),
    cores: (user + system) / 1_000 / (nowMs - reportedAtMs),
    stripeMostInSecond: left.read().mostInSecond,
  };
  delay.reset();
  usage = process.cpuUsage();
  reportedAtMs = nowMs;
  return use;
}

/** What waits for the garbage collector comes and goes by more than a leak of minutes. */
function readLive(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.on('message', () => process.send?.(report()));
// The channel alone must not keep the server alive when it drains.
process.channel?.unref();
