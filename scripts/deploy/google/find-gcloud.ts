// Finds out how gcloud is started without a shell, which would read its arguments in its own way.
import { win32 } from 'node:path';

/** What is started, and what stands in front of gcloud's own arguments. */
export interface Program {
  file: string;
  args: readonly string[];
}

/** What is known of the machine. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether there is a file. */
  exists: (path: string) => boolean;
}

/**
 * The program on the PATH. On Windows that is a batch file, which nothing but a shell can start and whose arguments no quoting
 * keeps from being read as commands: https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows. So there
 * it is the Python program that the batch file starts, with the Python that comes with it; `undefined` where it is not there.
 */
export function findGcloud({ platform, env, exists }: Machine): Program | undefined {
  if (platform !== 'win32') return { file: 'gcloud', args: [] };
  // Windows writes PATH as it likes, and a copy of the environment is particular about it.
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const folders = path.split(';').filter((folder) => folder !== '');
  const toScript = (root: string): string => win32.join(root, 'lib', 'gcloud.py');
  const roots = folders.map((folder) => win32.join(folder.replaceAll('"', ''), '..'));
  const root = [env['CLOUDSDK_ROOT_DIR'] ?? '', ...roots].find((one) => one !== '' && exists(toScript(one)));
  if (root === undefined) return undefined;
  const bundled = win32.join(root, 'platform', 'bundledpython', 'python.exe');
  const python = env['CLOUDSDK_PYTHON'] || (exists(bundled) ? bundled : 'python.exe');
  // As the batch file does it: packages of another Python are not loaded unless that is asked for.
  return { file: python, args: [...(env['CLOUDSDK_PYTHON_SITEPACKAGES'] ? [] : ['-S']), toScript(root)] };
}
