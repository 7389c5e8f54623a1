// The same questions to stores of different sizes, in turn, so that what slows the machine down slows all of them.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Load, startLoad } from '../../bench/load/load.ts';
import { startReceiver } from '../../bench/sweep/start-receiver.ts';
import { type GrowthRow, joinRounds } from './growth-row.ts';
import { measureRound, type Round, type SizedServer, startSize } from './sized-server.ts';

/** How large a store is. */
export interface Size {
  properties: number;
  entries: number;
}

export interface GrowthWish {
  /** The smallest first. */
  sizes: readonly Size[];
  rounds: number;
  /** How many lookups, and how many webhooks, each round sends; a sweep then sends as many events. */
  requestsPerRound: number;
  onProgress: (text: string) => void;
}

/** What a growth run works with. */
export interface GrowthRoom {
  folder: string;
  /** Names the sessions. */
  run: string;
  load: Load;
  requestsPerRound: number;
  /** Where events are sent. */
  receiver: string;
  progress(text: string): void;
  onEnd(end: () => Promise<void> | void): void;
}

/** One row for each size. Rejects when a store cannot be filled, or an answer is wrong. */
export async function runGrowth({ sizes, rounds, requestsPerRound, onProgress }: GrowthWish): Promise<GrowthRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tilltag-growth-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const ends: (() => Promise<void> | void)[] = [];
  const onEnd = (end: () => Promise<void> | void): void => void ends.push(end);
  try {
    const load = startLoad();
    onEnd(() => load.stop());
    const receiver = await startReceiver({ onEnd });
    const run = randomBytes(3).toString('hex');
    const room: GrowthRoom = { folder, run, load, requestsPerRound, receiver, onEnd, progress: onProgress };
    const servers: SizedServer[] = [];
    for (const size of sizes) servers.push(await startSize(room, size));
    return await measureAll(room, servers, rounds);
  } finally {
    for (const end of ends.toReversed()) await end();
    process.off('exit', removeFolder);
    removeFolder();
  }
}

async function measureAll(room: GrowthRoom, servers: readonly SizedServer[], rounds: number): Promise<GrowthRow[]> {
  const measured = servers.map((): Round[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    room.progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    for (const [index, server] of servers.entries()) {
      const figures = await measureRound(room, server, round);
      // The first compiles what the others only run.
      if (round > 0) measured[index]?.push(figures);
    }
  }
  return await Promise.all(
    servers.map(async ({ size, file, firstSweepsMs }, index): Promise<GrowthRow> => {
      const { size: bytes } = await stat(file);
      const figures = {
        ...joinRounds(measured[index] ?? []),
        'first sweeps ms': firstSweepsMs,
        'file MB': bytes / 1e6,
      };
      return { ...size, figures };
    }),
  );
}
