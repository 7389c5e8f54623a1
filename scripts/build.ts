// `npm run build`: turns the templates and the loader into the files that people import and pages load.
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { Baking } from '../functions/downloads/bake-template.ts';
import { BakeError } from '../functions/downloads/parse-endpoint.ts';
import { type BuiltLoader, buildLoader } from './compiler/build-loader.ts';
import { type BuiltTemplate, buildTemplates } from './compiler/build-templates.ts';
import { repositoryRoot } from './compiler/repository-root.ts';
import { writeFiles } from './compiler/write-files.ts';
import { BuildError, formatDiagnostic } from './diagnostics/diagnostic.ts';

interface Options extends Baking {
  readonly out?: string;
  readonly loader: boolean;
  readonly json?: true;
}

const command = new Command('npm run build --')
  .description(
    'Builds every GTM template and the loader. Without an endpoint, templates load from any Google function.',
  )
  .option(
    '--endpoint <url>',
    'the address that pages ask: of your functions, such as https://tags.example.com, or of your server container',
  )
  .option('--function-endpoint <url>', 'the address of your functions that templates of server containers ask')
  .option('--data-layer <name>', 'the name of the data layer, where the GTM snippet renames it')
  .option('--property-id <id>', 'the Property ID that a new tag starts with')
  .option('--out <folder>', 'where the files go; gtm-templates/dist unless told')
  .option('--no-loader', 'build the templates alone')
  .option('--json', 'print one JSON object instead of lines');

await main(command.parse().opts<Options>());

async function main({ out: folder, json, loader: withLoader, ...baking }: Options): Promise<void> {
  const out = resolve(folder ?? join(repositoryRoot, 'gtm-templates/dist'));
  try {
    if (!json) console.log('Checking and building the templates …');
    const [templates, loader] = await Promise.all([buildTemplates({ baking }), withLoader ? buildLoader() : undefined]);
    const files = templates.map(({ fileName, tpl }) => ({ fileName, text: tpl }));
    writeFiles(out, loader === undefined ? files : [...files, { fileName: loader.fileName, text: loader.code }]);
    report(templates, loader, out, json === true);
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof BakeError)) throw error;
    reportFailure(error, json === true);
    process.exitCode = 1;
  }
}

function report(
  templates: readonly BuiltTemplate[],
  loader: BuiltLoader | undefined,
  out: string,
  json: boolean,
): void {
  const built = templates.map(({ fileName, fields, permissions, scenarios, tpl }) => {
    return { file: fileName, fields, permissions, scenarios, bytes: Buffer.byteLength(tpl) };
  });
  const script = loader && {
    file: loader.fileName,
    bytes: Buffer.byteLength(loader.code),
    gzip_bytes: loader.gzipBytes,
  };
  if (json) {
    console.log(JSON.stringify({ out, templates: built, loader: script }));
    return;
  }
  for (const { file, fields, permissions, scenarios, bytes } of built) {
    const parts = [count(fields, 'field'), count(permissions, 'permission'), count(scenarios, 'scenario')];
    console.log(`${file}: ${[...parts, count(bytes, 'byte')].join(', ')}`);
  }
  if (script !== undefined) {
    console.log(`${script.file}: ${count(script.bytes, 'byte')}, ${script.gzip_bytes.toLocaleString('en')} gzipped`);
  }
  const what = `${count(built.length, 'template')}${script === undefined ? '' : ' and the loader'}`;
  console.log(`Built ${what} into ${relative(process.cwd(), out) || '.'}.`);
}

function reportFailure(error: BuildError | BakeError, json: boolean): void {
  const diagnostics = error instanceof BuildError ? error.diagnostics : [];
  if (json) {
    const code = error instanceof BuildError ? 'build_failed' : 'deployment_refused';
    console.log(JSON.stringify({ error: { code, message: error.message }, diagnostics }));
    return;
  }
  console.error(diagnostics.length > 0 ? diagnostics.map(formatDiagnostic).join('\n') : error.message);
  const faults = diagnostics.length > 0 ? `${count(diagnostics.length, 'fault')} found` : 'The build was refused';
  console.error(`${faults}; nothing was written.`);
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}
