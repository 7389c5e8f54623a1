// Tells the runs of one machine apart: which process this one is, and whether another of them is still alive.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface OwnProcess {
  /**
   * Small letters and digits that stand for all processes which are numbered together: another text on another machine, in
   * another container, and after a restart. Empty where the system does not tell.
   */
  machine: string;
  pid: number;
  /** Whether that process of the same machine is there; of one that nobody may ask about, yes. */
  isAlive: (pid: number) => boolean;
}

/** How the systems say which of all starts this is. Windows says it to nobody who asks without a program of its own. */
const questions: Partial<Record<NodeJS.Platform, () => string[]>> = {
  // Containers have the machine's start in common, but number their processes apart.
  linux: () => [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), readlinkSync('/proc/self/ns/pid')],
  darwin: () => [execFileSync('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' }).trim()],
};

/** This process, on the machine that the network knows by the name `host`. */
export function findOwnProcess(host = hostname()): OwnProcess {
  return { machine: findMachine(host), pid: process.pid, isAlive };
}

function findMachine(host: string): string {
  try {
    const answers = questions[process.platform]?.() ?? [];
    if (answers.length === 0 || answers.includes('')) return '';
    // Copies of a running machine have their start in common.
    const text = JSON.stringify([host, ...answers]);
    return createHash('sha256').update(text).digest('hex').slice(0, 16);
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
