// `npm run gallery` as a function: writes one template as a gallery repository, or checks such a folder.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { Baking } from '../../../functions/downloads/bake-template.ts';
import { BakeError } from '../../../functions/downloads/parse-endpoint.ts';
import { buildTemplates } from '../../compiler/build-templates.ts';
import { loadTemplate } from '../../compiler/load-template.ts';
import { BuildError, formatDiagnostic } from '../../diagnostics/diagnostic.ts';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { count } from '../count.ts';
import { UsageError } from '../usage-error.ts';
import { checkPackage, packageFiles, type Stage } from './check-package.ts';
import { describePlan } from './describe-plan.ts';
import { findTemplateFolder } from './find-template-folder.ts';
import { formatFinding } from './finding.ts';
import { openRepository } from './git-repository.ts';
import { type PackageContents, writePackage } from './write-package.ts';

/** Where templates come from. */
export interface GalleryProject {
  /** Diagnostics and links name files from here; package.json lies here. */
  readonly root: string;
  /** Holds a folder for each container, with a folder for each template. */
  readonly templates: string;
  /** The folder of the tsconfig.json that covers the templates, or `none`. */
  readonly types: string;
}

interface Options extends Baking {
  readonly out?: string;
  readonly check?: string;
  readonly homepage?: string;
  readonly documentation?: string;
  readonly source?: string;
}

/** Runs the command: 0 when the folder is as it should be, 1 when it has faults, 2 when the command was used wrongly. */
export async function runGallery(
  args: readonly string[],
  project: GalleryProject,
  context: CommandContext,
): Promise<ExitCode> {
  try {
    const program = createProgram(context).parse(args, { from: 'user' });
    const options = program.opts<Options>();
    const [name] = program.args;
    if (options.check !== undefined) return await check(name, options.check, context);
    if (name === undefined)
      throw new UsageError('Name a template, or a folder with --check; npm run gallery -- --help says more.');
    return await write(name, options, project, context);
  } catch (error) {
    // Commander has written its message by now.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return explain(error, context);
  }
}

function explain(error: unknown, { warn }: CommandContext): ExitCode {
  if (error instanceof BuildError) {
    warn(`${error.diagnostics.map(formatDiagnostic).join('\n')}\nThe template cannot be built; nothing was written.\n`);
    return 1;
  }
  if (!(error instanceof UsageError || error instanceof BakeError)) throw error;
  warn(`${error.message}\n`);
  return error instanceof UsageError ? 2 : 1;
}

function createProgram({ write, warn }: CommandContext): Command {
  return new Command('npm run gallery --')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: warn })
    .showHelpAfterError('(add --help for all options)')
    .description(
      'Writes one template as a repository for GTM’s template gallery, and checks what the gallery would refuse without a word. Run it again after each commit it asks for.',
    )
    .argument('[name]', 'the template’s folder, such as checkout-conversion-tag')
    .option('--check <folder>', 'check this folder, which may be anyone’s, and write nothing')
    .option('--out <folder>', 'where the repository lies or will lie; gtm-templates/dist/gallery/NAME unless told')
    .option('--homepage <url>', 'the address of your homepage; once is enough')
    .option('--documentation <url>', 'the address of the template’s documentation; once is enough')
    .option('--source <url>', 'the address of this repository, each time that the README has links into it')
    .option('--endpoint <url>', 'bake this deployment into the template')
    .option('--function-endpoint <url>', 'bake these functions into a template for server containers')
    .option('--property-id <id>', 'bake this Property ID into the template')
    .option('--data-layer <name>', 'bake this name of the data layer into the template');
}

async function check(name: string | undefined, given: string, context: CommandContext): Promise<ExitCode> {
  const folder = resolve(context.folder, given);
  if (name !== undefined) throw new UsageError(`With --check no template is named, and there is ${name}.`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`There is no folder ${given}.`);
  return await report(folder, given, 'published', context);
}

async function write(
  name: string,
  options: Options,
  project: GalleryProject,
  context: CommandContext,
): Promise<ExitCode> {
  const source = findTemplateFolder(project.templates, name);
  const shown = options.out ?? relative(context.folder, join(project.templates, 'dist/gallery', name));
  const folder = resolve(context.folder, shown);
  const plan = writePackage(folder, await readContents(name, source, options, project));
  // The README is the author's, who may not have written one yet.
  const files = packageFiles.filter((file) => existsSync(join(folder, file)));
  context.write(`Wrote ${files.join(', ')} into ${shown}.\n`);
  const exitCode = await report(folder, shown, plan.kind === 'pending' ? 'pending' : 'written', context);
  if (exitCode !== 0) return exitCode;
  const repository = openRepository(folder);
  const hasRepository = repository !== undefined;
  const uncommitted = repository?.listUncommitted(packageFiles) ?? files;
  context.write(`\n${describePlan(plan, { folder: shown, hasRepository, uncommitted })}\n`);
  return 0;
}

async function readContents(
  name: string,
  folder: string,
  { homepage, documentation, source, endpoint, functionEndpoint, propertyId, dataLayer }: Options,
  { root, types }: GalleryProject,
): Promise<PackageContents> {
  const baking = {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(functionEndpoint === undefined ? {} : { functionEndpoint }),
    ...(propertyId === undefined ? {} : { propertyId }),
    ...(dataLayer === undefined ? {} : { dataLayer }),
  };
  const built = await buildTemplates({ folder: dirname(folder), root, types, baking });
  const inRoot = relative(root, folder).replaceAll('\\', '/');
  const { template } = await loadTemplate(folder, `${inRoot}/form.ts`);
  const described = readAddresses(root);
  const readme = join(folder, 'README.md');
  return {
    tpl: built.find((one) => one.name === name)?.tpl ?? '',
    changes: template.changes,
    readme: existsSync(readme)
      ? { text: readFileSync(readme, 'utf8'), folder: inRoot, source: source ?? described.source }
      : undefined,
    homepage: homepage ?? described.homepage,
    documentation: documentation ?? (described.source && `${described.source}/blob/HEAD/${inRoot}/README.md`),
  };
}

/** What package.json says about the project's addresses. */
function readAddresses(root: string): { homepage: string | undefined; source: string | undefined } {
  const file = join(root, 'package.json');
  const description: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const read = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const homepage = read(description, 'homepage');
  const repository = read(description, 'repository');
  const address = typeof repository === 'string' ? repository : read(repository, 'url');
  const path = /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(typeof address === 'string' ? address : '')?.[1];
  return {
    homepage: typeof homepage === 'string' ? homepage : undefined,
    source: path === undefined ? undefined : `https://github.com/${path}`,
  };
}

async function report(
  folder: string,
  shown: string,
  stage: Stage,
  { write, colors }: CommandContext,
): Promise<ExitCode> {
  const findings = await checkPackage(folder, stage);
  const faults = findings.filter(({ isAdvice }) => !isAdvice);
  for (const finding of findings) {
    write(`${finding.isAdvice ? colors.yellow('!') : colors.red('✗')} ${formatFinding(finding)}\n`);
  }
  const line =
    faults.length === 0
      ? colors.green(
          `✓ ${shown} ${stage === 'pending' ? 'is fine so far' : 'holds nothing that the gallery is known to refuse'}.`,
        )
      : colors.red(`✗ ${shown} has ${count(faults.length, 'fault')}; the gallery would refuse it without a word.`);
  write(`${line}\n`);
  return faults.length === 0 ? 0 : 1;
}
