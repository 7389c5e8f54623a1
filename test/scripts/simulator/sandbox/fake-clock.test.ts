// Time that tests move.
import { describe, expect, test } from 'vitest';
import { createFakeClock, createRandom } from '../../../../scripts/simulator/sandbox/fake-clock.ts';

describe('createFakeClock', () => {
  test('runs timers in order of time, each at its own, and those they add', () => {
    const clock = createFakeClock(100);
    const runs: [string, number][] = [];
    const note = (name: string) => () => runs.push([name, clock.now()]);
    clock.schedule(note('second'), 20);
    clock.schedule(() => {
      note('first')();
      clock.schedule(note('added'), 5);
    }, 10);
    clock.schedule(note('beyond'), 31);
    clock.advance(30);
    expect(runs).toEqual([
      ['first', 110],
      ['added', 115],
      ['second', 120],
    ]);
    expect(clock.now()).toBe(130);
  });

  test('timers of the same time run as they were added, and a past time is now', () => {
    const clock = createFakeClock(0);
    const runs: string[] = [];
    clock.schedule(() => runs.push('a'), 0);
    clock.schedule(() => runs.push('b'), -5);
    clock.advance(0);
    expect([runs, clock.now()]).toEqual([['a', 'b'], 0]);
  });

  test('runNext runs one timer, or none', () => {
    const clock = createFakeClock(0);
    clock.schedule(() => undefined, 7);
    expect([clock.runNext(6), clock.runNext(7), clock.now(), clock.runNext(100)]).toEqual([false, true, 7, false]);
  });
});

describe('createRandom', () => {
  test('repeats the last number', () => {
    const random = createRandom([0.1, 0.9]);
    expect([random(), random(), random()]).toEqual([0.1, 0.9, 0.9]);
  });
});
