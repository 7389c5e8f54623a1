// Which process this is, and which others are alive, asked of the real system.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { findOwnProcess } from '../../../scripts/deploy/own-process.ts';

describe('findOwnProcess', () => {
  test('names the machine the same each time, and this process', () => {
    const { machine, pid } = findOwnProcess();
    expect([pid, findOwnProcess().machine]).toEqual([process.pid, machine]);
  });

  test.runIf(process.platform === 'linux')('knows the machine on Linux', () => {
    expect(findOwnProcess().machine).toMatch(/^[0-9a-f]{16}$/);
  });

  test.runIf(process.platform === 'linux')(
    'takes a copy of a running machine, which has another name, for another',
    () => {
      const [own, copy] = [hostname(), `copy-of-${hostname()}`].map((host) => findOwnProcess(host).machine);
      expect(findOwnProcess().machine).toBe(own);
      expect(copy).not.toBe(own);
    },
  );

  test('tells a living process from one that has ended, and takes one that it may not ask about for alive', async () => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const { isAlive } = findOwnProcess();
    const pid = child.pid ?? 0;
    expect([isAlive(process.pid), isAlive(pid), isAlive(1)]).toEqual([true, true, true]);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(isAlive(pid)).toBe(false);
  });
});
