// Finds a Chromium on this machine, or has the system's package manager install one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The sentence for a machine without a browser. */
export const chromiumAdvice =
  'The browser tests need Chromium. Install it (Debian and Ubuntu: "apt-get install chromium"; macOS: "brew install --cask chromium") or name one with CHROMIUM_PATH.';

/** The path of an installed Chromium or Chrome; `CHROMIUM_PATH` wins. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const folders = (env['PATH'] ?? '').split(path.delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...applications].find((candidate) => existsSync(candidate));
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
