// Loaded into a server before its own code: tells, when asked by message, what the process used since it was asked last.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Memory in bytes. */
export interface ProcessUse {
  rss: number;
  heapUsed: number;
  /** The least heap in use since the last report. */
  heapFloor: number;
  /** How late timers came, beyond the millisecond that they always may. */
  loopDelayP99Ms: number;
  loopDelayMaxMs: number;
  /** Processor time, 1 for one core all the time. */
  cores: number;
}

const sampleMs = 200;
const resolutionMs = 10;
const toMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

const delay = monitorEventLoopDelay({ resolution: resolutionMs });
delay.enable();
let heapFloor = Number.POSITIVE_INFINITY;
let usage = process.cpuUsage();
let reportedAtMs = performance.now();

setInterval(() => {
  heapFloor = Math.min(heapFloor, process.memoryUsage().heapUsed);
}, sampleMs).unref();

function report(): ProcessUse {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage(usage);
  const nowMs = performance.now();
  const use: ProcessUse = {
    rss,
    heapUsed,
    heapFloor: Math.min(heapFloor, heapUsed),
    loopDelayP99Ms: toMs(delay.percentile(99)),
    loopDelayMaxMs: toMs(delay.max),
    cores: (user + system) / 1_000 / (nowMs - reportedAtMs),
  };
  delay.reset();
  heapFloor = Number.POSITIVE_INFINITY;
  usage = process.cpuUsage();
  reportedAtMs = nowMs;
  return use;
}

process.on('message', () => process.send?.(report()));
// The channel alone must not keep the server alive when it drains.
process.channel?.unref();
