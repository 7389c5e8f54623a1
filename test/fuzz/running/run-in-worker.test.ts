// What comes of a target's thread that gets on, that hangs, that falls, and that is told to end.
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runInWorker } from './run-in-worker.ts';

const budget = { runs: 20, seconds: 20 };
const program = (name: string) => new URL(`./programs/${name}.ts`, import.meta.url);

describe('runInWorker', () => {
  test('runs a target and says how often', async () => {
    expect(await runInWorker('lookup-query', { seed: 1, budget })).toMatchObject({ runs: 20, found: undefined });
  }, 60_000);

  test('finds an input that never comes to an end', async () => {
    const { found } = await runInWorker('any', { seed: 1, budget, hangMs: 300, program: program('stuck') });
    expect(found).toMatchObject({
      sentence: expect.stringContaining('did not come to an end'),
      input: expect.stringContaining('stuck-'),
    });
  });

  test('leaves no temporary folder of a thread that it gives up', async () => {
    const { found } = await runInWorker('any', { seed: 1, budget, hangMs: 300, program: program('stuck') });
    expect(found?.input).toContain('tilltag-fuzz-');
    expect(existsSync(String(found?.input))).toBe(false);
  });

  test('finds an input that brings its process down', async () => {
    const { found } = await runInWorker('any', { seed: 1, budget, program: program('falling') });
    expect(found).toMatchObject({ sentence: expect.stringContaining('Nobody waits for this.'), input: { kept: [1] } });
  });

  test('ends when it is told to', async () => {
    const signal = AbortSignal.timeout(200);
    const rounds = await runInWorker('any', { seed: 1, budget, signal, program: program('stuck') });
    expect(rounds.found).toBeUndefined();
  });

  test('rejects where the target cannot be opened', async () => {
    await expect(runInWorker('nothing', { seed: 1, budget })).rejects.toThrow('There is no target nothing.');
  }, 60_000);
});
