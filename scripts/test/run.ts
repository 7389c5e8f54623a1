// Runs every check of the project and ends with the line `N passed, N failed`, which counts all of them.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { startVitest } from 'vitest/node';
import { chromiumAdvice, ensureChromium } from '../setup/chromium.ts';
import { type Counts, closingLine, countingReporter } from './counts.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

interface Check {
  name: string;
  /** A program of the packages, and its arguments. */
  command: string[];
  /** What to do when it fails. */
  cure: string;
}

const projects = [
  '.',
  'gtm-templates',
  'gtm-templates/loader',
  'scripts/simulator/browser',
  'functions/console/client',
  'test/browser',
];

const checks: Check[] = [
  {
    name: 'lint and format',
    command: ['biome', 'ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.'],
    cure: 'Run "npm run fix", then mend what is left.',
  },
  ...projects.map((project) => ({
    name: `types of ${project === '.' ? 'functions, scripts and tests' : project}`,
    command: ['tsc', '-p', project],
    cure: 'Mend the types above.',
  })),
  {
    name: 'nothing unused',
    command: ['knip', '--no-progress'],
    cure: 'Remove what is named above, or say in knip.jsonc who uses it.',
  },
  {
    name: 'runtime packages',
    command: ['knip', '--no-progress', '--production', '--strict', '--dependencies'],
    cure: 'What a deployed function imports belongs into "dependencies".',
  },
];

function runProgram([program = '', ...args]: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, 'node_modules', '.bin', program), args, {
      cwd: root,
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runChecks(counts: Counts): Promise<void> {
  for (const { name, command, cure } of checks) {
    const { code, output } = await runProgram(command);
    if (code === 0) {
      counts.passed += 1;
      console.log(`✓ ${name}`);
    } else {
      counts.failed += 1;
      console.log(`${output}\n✗ ${name}: ${cure}`);
    }
  }
}

async function runTests(counts: Counts, filters: string[]): Promise<void> {
  const reporter = countingReporter(counts, (line) => console.log(line));
  const vitest = await startVitest('test', filters, { watch: false, root, reporters: ['default', reporter] });
  await vitest.close();
}

/** With names of tests or files as arguments only these run, without lint and types. */
async function main(filters: string[]): Promise<void> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (filters.length === 0) await runChecks(counts);
  const chromium = ensureChromium((line) => console.log(line));
  if (chromium === undefined) console.log(chromiumAdvice);
  else process.env['CHROMIUM_PATH'] = chromium;
  await runTests(counts, filters);
  if (counts.passed + counts.failed === 0) {
    console.log('No test ran.');
    counts.failed += 1;
  }
  console.log(`\n${closingLine(counts)}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
