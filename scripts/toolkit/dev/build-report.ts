// Builds all templates, writes them and runs their tests, and puts into data what there is to say about it.
import { join } from 'node:path';
import { type BuiltLoader, buildLoader } from '../../compiler/build-loader.ts';
import { type BuildOptions, type BuiltTemplate, buildTemplates } from '../../compiler/build-templates.ts';
import { writeFiles } from '../../compiler/write-files.ts';
import { BuildError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseTpl } from '../../tpl/parse-tpl.ts';
import type { FileReport } from '../file-report.ts';
import { inspectTpl } from '../inspect-tpl.ts';
import { runWholeFile } from '../scenarios/run-file-scenarios.ts';
import { type FieldUse, findUnreadFields } from './find-unread-fields.ts';

/** What is known about one built template. */
export interface TemplateReport {
  readonly name: string;
  readonly fields: FieldUse;
  readonly permissions: number;
  readonly bytes: number;
  /** What the toolkit says about the built file, whose scenarios all ran. */
  readonly inspection: FileReport;
}

/** One report per template, or the faults for which nothing was written. */
export interface BuildReport {
  readonly templates: readonly TemplateReport[];
  readonly loader?: { readonly file: string; readonly bytes: number; readonly gzipBytes: number };
  readonly diagnostics: readonly Diagnostic[];
}

/** What is built, and where it goes. */
export interface DevProject extends Pick<BuildOptions, 'folder' | 'root' | 'types'> {
  readonly out: string;
  /** Whether the loader is built as well. */
  readonly withLoader?: boolean;
}

/** Builds once. Faults of templates are part of the report; it rejects where the build itself is at fault. */
export async function buildAndReport({ out, withLoader, ...options }: DevProject): Promise<BuildReport> {
  try {
    const [built, loader] = await Promise.all([buildTemplates(options), withLoader ? buildLoader() : undefined]);
    const files = built.map(({ fileName, tpl }) => ({ fileName, text: tpl }));
    writeFiles(out, loader === undefined ? files : [...files, { fileName: loader.fileName, text: loader.code }]);
    const templates: TemplateReport[] = [];
    for (const one of built) templates.push(await reportTemplate(one, out));
    return { templates, diagnostics: [], ...(loader && { loader: reportLoader(loader) }) };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { templates: [], diagnostics: error.diagnostics };
  }
}

function reportLoader({ fileName, code, gzipBytes }: BuiltLoader) {
  return { file: fileName, bytes: Buffer.byteLength(code), gzipBytes };
}

async function reportTemplate(
  { name, fileName, tpl, permissions }: BuiltTemplate,
  out: string,
): Promise<TemplateReport> {
  const inspection = await inspectTpl({ file: join(out, fileName), text: tpl, runner: runWholeFile });
  const fields = findUnreadFields(parseTpl(tpl));
  return { name, fields, permissions, bytes: Buffer.byteLength(tpl), inspection };
}
