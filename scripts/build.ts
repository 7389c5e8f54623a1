// `npm run build`: turns templates, containers and the loader into the files that people import and pages load.
import { join, relative, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { ContainerBaking } from '../functions/downloads/bake-container.ts';
import { bakeTemplate } from '../functions/downloads/bake-template.ts';
import { type LeftOver, listLeftOver } from '../functions/downloads/list-left-over.ts';
import { BakeError } from '../functions/downloads/parse-endpoint.ts';
import { type BuiltAsset, buildConsole, consoleFolder } from './compiler/build-console.ts';
import { type BuiltLoader, buildLoader } from './compiler/build-loader.ts';
import { type BuiltTemplate, buildTemplates } from './compiler/build-templates.ts';
import { repositoryRoot } from './compiler/repository-root.ts';
import { writeFiles } from './compiler/write-files.ts';
import { type BuiltContainer, buildContainers } from './containers/build-containers.ts';
import { buildDownloads } from './containers/build-downloads.ts';
import { describeLeftOver } from './containers/describe-left-over.ts';
import { BuildError, formatDiagnostic } from './diagnostics/diagnostic.ts';

interface Options extends ContainerBaking {
  readonly out?: string;
  readonly loader: boolean;
  readonly containers: boolean;
  readonly json?: true;
}

const command = new Command('npm run build --')
  .exitOverride()
  .description(
    'Builds every GTM template, the containers to import with all of them inside, and the loader. Without an endpoint, templates load from any Google function.',
  )
  .option(
    '--endpoint <url>',
    'the address that pages ask: of your functions, such as https://tags.example.com, or of your server container without /checkout',
  )
  .option('--function-endpoint <url>', 'the address of your functions that templates of server containers ask')
  .option('--data-layer <name>', 'the name of the data layer, where the GTM snippet renames it')
  .option('--property-id <id>', 'the Property ID that a new tag starts with')
  .option('--measurement-id <id>', 'in the containers: the Measurement ID of your GA4 data stream')
  .option('--ads-conversion-id <id>', 'in the containers: the id of your Google Ads conversion, whose tags then fire')
  .option('--ads-label <label>', 'in the containers: its label')
  .option('--with-google-tag', 'in the web container: the Google tag too, for a container that has none')
  .option('--path <path>', 'in the server container: where its client listens; /checkout unless told')
  .option('--out <folder>', 'where the files go; gtm-templates/dist unless told')
  .option('--no-containers', 'build no containers')
  .option('--no-loader', 'build the templates alone, without loader, console and containers')
  .option('--json', 'print one JSON object instead of lines');

const options = parseOptions();
if (options !== undefined) await main(options);

/** Nothing where commander has said all there is to say: the help, or what is wrong, which counts as a wrong use. */
function parseOptions(): Options | undefined {
  try {
    return command.parse().opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return undefined;
  }
}

async function main({ out: folder, json, loader: withLoader, containers: wanted, ...baking }: Options): Promise<void> {
  const out = resolve(folder ?? join(repositoryRoot, 'gtm-templates/dist'));
  try {
    if (!json) console.log('Checking and building the templates …');
    const built = await buildAll(baking, { withLoader, withContainers: wanted && withLoader });
    writeAll(built, out);
    report(built, out, json === true);
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof BakeError)) throw error;
    reportFailure(error, json === true);
    process.exitCode = error instanceof BakeError ? 2 : 1;
  }
}

interface Wanted {
  readonly withLoader: boolean;
  readonly withContainers: boolean;
}

async function buildAll(baking: ContainerBaking, { withLoader, withContainers }: Wanted): Promise<Built> {
  const [plain, loader, pages] = await Promise.all([
    buildTemplates(),
    withLoader ? buildLoader() : undefined,
    withLoader ? buildConsole() : [],
  ]);
  const templates = plain.map((one) => ({ ...one, tpl: bakeTemplate(one.tpl, baking) }));
  const containers = withContainers ? buildContainers(templates, baking) : [];
  const downloads = withContainers ? [buildDownloads(plain)] : [];
  return { templates, containers, downloads, loader, pages, baking };
}

function writeAll({ templates, containers, downloads, loader, pages }: Built, out: string): void {
  writeFiles(out, [
    ...downloads,
    ...templates.map(({ fileName, tpl }) => ({ fileName, text: tpl })),
    ...containers.map(({ fileName, text }) => ({ fileName, text })),
    ...(loader === undefined ? [] : [{ fileName: loader.fileName, text: loader.code }]),
  ]);
  if (pages.length > 0) writeFiles(join(out, consoleFolder), pages);
}

interface Built {
  readonly templates: readonly BuiltTemplate[];
  readonly containers: readonly BuiltContainer[];
  /** Empty without containers. */
  readonly downloads: readonly BuiltAsset[];
  readonly loader: BuiltLoader | undefined;
  readonly pages: readonly BuiltAsset[];
  readonly baking: ContainerBaking;
}

function report(built: Built, out: string, json: boolean): void {
  const templates = built.templates.map(({ fileName, fields, permissions, scenarios, tpl }) => {
    return { file: fileName, fields, permissions, scenarios, bytes: Buffer.byteLength(tpl) };
  });
  const containers = built.containers.map((one) => describeContainer(one, built.baking));
  const loader = built.loader && {
    file: built.loader.fileName,
    bytes: Buffer.byteLength(built.loader.code),
    gzip_bytes: built.loader.gzipBytes,
  };
  if (json) {
    console.log(JSON.stringify({ out, templates, containers, loader }));
    return;
  }
  for (const { file, fields, permissions, scenarios, bytes } of templates) {
    const parts = [count(fields, 'field'), count(permissions, 'permission'), count(scenarios, 'scenario')];
    console.log(`${file}: ${[...parts, count(bytes, 'byte')].join(', ')}`);
  }
  for (const { file, tags, triggers, variables, templates: inside, bytes } of containers) {
    const parts = [count(tags, 'tag'), count(triggers, 'trigger'), count(variables, 'variable')];
    console.log(`${file}: ${[...parts, count(inside, 'template'), count(bytes, 'byte')].join(', ')}`);
  }
  if (loader !== undefined) {
    console.log(`${loader.file}: ${count(loader.bytes, 'byte')}, ${loader.gzip_bytes.toLocaleString('en')} gzipped`);
  }
  if (built.pages.length > 0) {
    const bytes = built.pages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    console.log(`${consoleFolder}: ${count(built.pages.length, 'file')}, ${count(bytes, 'byte')}`);
  }
  for (const { fileName, text } of built.downloads) {
    console.log(`${fileName}: ${count(Buffer.byteLength(text), 'byte')}, what the console hands out`);
  }
  console.log(`Built ${describeAll(built)} into ${relative(process.cwd(), out) || '.'}.`);
  for (const { file, left_over: left } of containers) reportLeft(file, left);
}

function describeContainer({ fileName, text, container }: BuiltContainer, baking: ContainerBaking) {
  const { tag = [], trigger = [], variable = [], customTemplate = [] } = container.containerVersion;
  return {
    file: fileName,
    tags: tag.length,
    triggers: trigger.length,
    variables: variable.length,
    templates: customTemplate.length,
    bytes: Buffer.byteLength(text),
    left_over: listLeftOver(container, baking),
  };
}

function reportLeft(fileName: string, left: readonly LeftOver[]): void {
  const where = fileName.startsWith('server') ? ', if you run a server container' : '';
  if (left.length > 0) console.log(`\nLeft to do by hand after you import ${fileName}${where}:`);
  for (const one of left) console.log(`  - ${describeLeftOver(one)}`);
}

function describeAll({ templates, containers, loader }: Built): string {
  const parts = [
    count(templates.length, 'template'),
    ...(containers.length === 0 ? [] : [count(containers.length, 'container')]),
    ...(loader === undefined ? [] : ['the loader']),
  ];
  return new Intl.ListFormat('en-GB').format(parts);
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
