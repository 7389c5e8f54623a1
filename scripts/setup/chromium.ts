// Finds a Chromium on this machine, or has the system's package manager install one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `Applications/${name}.app/Contents/MacOS/${name}`,
);

const windowsApplications = [
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The sentence for a machine without a browser. */
export const chromiumAdvice =
  'The browser tests need Chromium or Chrome. Install it (Debian: "apt-get install chromium"; Ubuntu: the package from https://www.google.com/chrome/; macOS: "brew install --cask google-chrome") or name one with CHROMIUM_PATH.';

/** The path of an installed Chromium, Chrome or Edge; `CHROMIUM_PATH` wins. On a Mac programs of the person count too. */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
  isThere: (file: string) => boolean = existsSync,
): string | undefined {
  const named = env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return isThere(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(path.delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const macFolders = ['/', ...(env['HOME'] ? [env['HOME']] : [])];
  const onMac = macFolders.flatMap((folder) => macApplications.map((name) => path.join(folder, name)));
  return [...onPath, ...onMac, ...windowsApplications].find(isThere);
}

/** The commands that install Chromium here, for the first package manager found; empty where there is none. */
function installCommands(): string[][] {
  const hasCommand = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  if (!isRoot && !hasCommand('sudo')) return [];
  if (hasCommand('apt-get')) {
    return [
      [...sudo, 'apt-get', 'update'],
      [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ];
  }
  if (hasCommand('dnf')) return [[...sudo, 'dnf', 'install', '-y', 'chromium']];
  if (hasCommand('apk')) return [[...sudo, 'apk', 'add', 'chromium']];
  return [];
}

/** The path of a Chromium, installed first where none was found; `undefined` when that is impossible here. */
export function ensureChromium(say: (line: string) => void): string | undefined {
  const found = findChromium();
  if (found !== undefined || process.platform === 'win32' || process.env['CHROMIUM_PATH']) return found;
  for (const [command = '', ...args] of installCommands()) {
    say(`Setting up Chromium: ${[command, ...args].join(' ')} …`);
    const result = spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (result.status !== 0) break;
  }
  return findChromium();
}
