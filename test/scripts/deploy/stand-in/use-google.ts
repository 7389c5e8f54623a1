// A project at Google for the tests of a file: the stand-in for its command line within this process, and that for its API of
// security rules.
import type { Server } from 'node:http';
import { afterEach, beforeEach } from 'vitest';
import { type Gcloud, refused } from '../../../../scripts/deploy/google/gcloud.ts';
import { answerCommand } from './answer-command.ts';
import { Refusal } from './parse-arguments.ts';
import { startRulesApi } from './start-rules-api.ts';
import { newWorld, type World } from './world.ts';

export interface GcloudCall {
  args: readonly string[];
  /** What came on the standard input. */
  input: string;
}

export interface Google {
  gcloud: () => Gcloud;
  /** Where the API of security rules answers. */
  rulesBase: () => string;
  world: () => World;
  /** What gcloud was asked and told, in order. */
  calls: () => readonly GcloudCall[];
  /** The lines of those that change something. */
  changes: () => string[];
  /** The text of the rules in force, by release. */
  rules: () => Map<string, string>;
}

/** Anew for each test. */
export function useGoogle(): Google {
  let world = newWorld();
  let calls: GcloudCall[] = [];
  let server: Server;
  let base = '';
  const rules = new Map<string, string>();
  beforeEach(async () => {
    world = newWorld();
    calls = [];
    rules.clear();
    ({ server, base } = await startRulesApi(rules));
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });
  const run: Gcloud['run'] = async ({ args, input }) => {
    const call = { args, input: input?.text ?? '' };
    calls.push(call);
    try {
      return answerCommand(world, call);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw refused(args, `ERROR: (gcloud) ${error.message}`);
    }
  };
  const ask: Gcloud['ask'] = async (args) => JSON.parse(await run({ args: [...args, '--format=json'] }));
  return {
    gcloud: () => ({ run, ask }),
    rulesBase: () => base,
    world: () => world,
    calls: () => calls,
    changes: () => calls.flatMap(({ args }) => (args.includes('--format=json') ? [] : [args.join(' ')])),
    rules: () => rules,
  };
}
