// Finds the formatter's program for this machine, so that it starts without a Node process in between.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** How a program is started. */
export interface Program {
  readonly command: string;
  /** What its arguments begin with. */
  readonly args: readonly string[];
}

/** For which machine, and where packages are. */
export interface FormatterMachine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path of a package's file; throws where it is not installed. */
  readonly resolve: (specifier: string) => string;
}

const script = join(repositoryRoot, 'node_modules/@biomejs/biome/bin/biome');

/** Biome's own script, which looks for the program by itself. */
export const formatterScript: Program = { command: process.execPath, args: [script] };

/**
 * The one program of Biome that is installed for this platform. Its script instead, where the environment names another
 * program, where none is installed, and where only the script can tell which of two fits: on Linux, for glibc and for musl.
 */
export function findFormatter(machine: FormatterMachine = thisMachine): Program {
  const { platform, arch, env } = machine;
  if (env['BIOME_BINARY']) return formatterScript;
  const file = platform === 'win32' ? 'biome.exe' : 'biome';
  const builds = platform === 'linux' ? ['', '-musl'] : [''];
  const installed = builds.flatMap((build) => tryResolve(`@biomejs/cli-${platform}-${arch}${build}/${file}`, machine));
  const [command, ...others] = installed;
  return command === undefined || others.length > 0 ? formatterScript : { command, args: [] };
}

const thisMachine: FormatterMachine = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  // As the script does, from where it stands.
  resolve: createRequire(script).resolve,
};

function tryResolve(specifier: string, { resolve }: FormatterMachine): string[] {
  try {
    return [resolve(specifier)];
  } catch {
    return [];
  }
}
