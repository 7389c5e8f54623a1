// Which program lays out code, by what is installed on a machine.
import { describe, expect, test } from 'vitest';
import { type FormatterMachine, findFormatter, formatterScript } from '../../../scripts/compiler/find-formatter.ts';

/** A machine with these files of packages. */
function machine(platform: string, arch: string, files: readonly string[], env = {}): FormatterMachine {
  const resolve = (specifier: string) => {
    if (files.includes(specifier)) return `/packages/${specifier}`;
    throw new Error(`Cannot find module '${specifier}'`);
  };
  return { platform, arch, env, resolve };
}

describe('findFormatter', () => {
  test.each([
    ['linux', 'x64', '@biomejs/cli-linux-x64/biome'],
    ['linux', 'arm64', '@biomejs/cli-linux-arm64-musl/biome'],
    ['darwin', 'arm64', '@biomejs/cli-darwin-arm64/biome'],
    ['win32', 'x64', '@biomejs/cli-win32-x64/biome.exe'],
  ])('on %s %s the one program that is installed is started', (platform, arch, file) => {
    const formatter = findFormatter(machine(platform, arch, [file]));
    expect(formatter).toEqual({ command: `/packages/${file}`, args: [] });
  });

  test('on this machine the program is found', () => {
    const found = findFormatter();
    expect(found.command).toMatch(/biome(\.exe)?$/);
  });

  test('with programs for glibc and for musl, the script tells which fits', () => {
    const both = ['@biomejs/cli-linux-x64/biome', '@biomejs/cli-linux-x64-musl/biome'];
    expect(findFormatter(machine('linux', 'x64', both))).toBe(formatterScript);
  });

  test('without a program for the platform the script says so', () => {
    expect(findFormatter(machine('freebsd', 'x64', ['@biomejs/cli-linux-x64/biome']))).toBe(formatterScript);
  });

  test('a program that the environment names is left to the script', () => {
    const env = { BIOME_BINARY: '/usr/bin/biome' };
    expect(findFormatter(machine('linux', 'x64', ['@biomejs/cli-linux-x64/biome'], env))).toBe(formatterScript);
  });
});
