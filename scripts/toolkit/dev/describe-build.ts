// One line per built template, and what is wrong below it.
import { relative } from 'node:path';
import { formatDiagnostic } from '../../diagnostics/diagnostic.ts';
import { count } from '../count.ts';
import { type Colors, describeFailed, describeFaults } from '../describe-report.ts';
import { isFine } from '../file-report.ts';
import type { BuildReport, TemplateReport } from './build-report.ts';

/** How a build is told. */
export interface BuildTelling {
  readonly colors: Colors;
  /** Paths are shown from here. */
  readonly folder: string;
}

/** The lines about one build, without a last line break. */
export function describeBuild({ templates, loader, diagnostics }: BuildReport, telling: BuildTelling): string {
  const { colors } = telling;
  if (diagnostics.length === 0) {
    const lines = templates.map((template) => describeTemplate(template, telling));
    return [...lines, ...(loader === undefined ? [] : [describeLoader(loader, telling)])].join('\n');
  }
  return [
    ...diagnostics.map((one) => `${colors.red('✗')} ${formatDiagnostic(one)}`),
    colors.red(`${count(diagnostics.length, 'fault')}; nothing was written.`),
  ].join('\n');
}

function describeTemplate(template: TemplateReport, { colors, folder }: BuildTelling): string {
  const { name, fields, permissions, bytes, inspection } = template;
  const { scenarios } = inspection;
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const parts = [
    `${fields.total - fields.unread.length} of ${count(fields.total, 'field')} used`,
    count(permissions, 'permission'),
    count(bytes, 'byte'),
    failed === 0 ? count(scenarios.length, 'scenario') : colors.red(describeFailed(failed, scenarios.length)),
  ];
  const mark = isFine(inspection) ? colors.green('✓') : colors.red('✗');
  const report = { ...inspection, file: relative(folder, inspection.file) };
  const unread = fields.unread.map((field) => {
    return `    ${colors.yellow('!')} Nothing reads the field ${field}; read data.${field} or remove it.`;
  });
  return [`${mark} ${name}  ${parts.join(', ')}`, ...unread, ...describeFaults(report, { colors })].join('\n');
}

function describeLoader(loader: NonNullable<BuildReport['loader']>, { colors }: BuildTelling): string {
  const { file, bytes, gzipBytes } = loader;
  return `${colors.green('✓')} ${file}  ${count(bytes, 'byte')}, ${gzipBytes.toLocaleString('en')} gzipped`;
}
