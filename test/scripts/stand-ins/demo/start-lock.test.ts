// One demo per folder.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DemoError } from '../../../../scripts/stand-ins/demo/demo-error.ts';
import { takeStartLock } from '../../../../scripts/stand-ins/demo/start-lock.ts';

let file: string;

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'start.pid');
});

describe('takeStartLock', () => {
  it('writes the process id and removes it on release', async () => {
    const release = takeStartLock(file);
    expect(await readFile(file, 'utf8')).toBe(`${process.pid}\n`);
    release();
    expect(existsSync(file)).toBe(false);
  });

  it('refuses while another process lives and names it', async () => {
    await writeFile(file, `${process.ppid}\n`);
    expect(() => takeStartLock(file)).toThrow(DemoError);
    expect(() => takeStartLock(file)).toThrow(`process ${process.ppid}`);
  });

  it('refuses also while the other process belongs to somebody else', async () => {
    await writeFile(file, '4711\n');
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    try {
      expect(() => takeStartLock(file)).toThrow('process 4711');
    } finally {
      kill.mockRestore();
    }
  });

  it('replaces what a process that is gone, or a broken disk, left behind', async () => {
    // No system gives out ids this high.
    for (const left of ['999999999\n', 'x', '']) {
      await writeFile(file, left);
      takeStartLock(file)();
      expect(existsSync(file)).toBe(false);
    }
  });
});
