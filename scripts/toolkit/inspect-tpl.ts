// Everything that can be said about one template file: its sections, its code, its permissions and its scenarios.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDialect } from '../dialect/check-dialect.ts';
import { type ParsedTpl, parseTpl } from '../tpl/parse-tpl.ts';
import type { FileReport, Problem, ScenarioReport } from './file-report.ts';

/** Runs the scenarios of a file; gives one report for each, in the order of the file. */
export type ScenarioRunner = (text: string) => Promise<readonly ScenarioReport[]>;

/** A template file, and how its scenarios are run. */
export interface Inspection {
  /** As it appears in the report. */
  readonly file: string;
  readonly text: string;
  /** Without it no scenario runs. */
  readonly runner?: ScenarioRunner;
}

/** The report about the file. Whatever the text holds, the faults are in the report. */
export async function inspectTpl({ file, text, runner }: Inspection): Promise<FileReport> {
  const parsed = parseTpl(text);
  return {
    file,
    template: nameKind(parsed),
    scenarioCount: parsed.scenarios.length,
    scenarios: runner === undefined || parsed.scenarios.length === 0 ? [] : await runner(text),
    problems: listProblems(parsed, file),
  };
}

function listProblems(parsed: ParsedTpl, file: string): Problem[] {
  const problems = [...parsed.faults.map(pickProblem), ...checkCode(parsed, file)];
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function checkCode({ code, container }: ParsedTpl, file: string): Problem[] {
  const section = container === 'server' ? 'SANDBOXED_JS_FOR_SERVER' : 'SANDBOXED_JS_FOR_WEB_TEMPLATE';
  return toProblems(checkDialect(code.text, { file, kind: 'sandboxed', firstLine: code.line }), section);
}

function toProblems(diagnostics: readonly Diagnostic[], section: string): Problem[] {
  return diagnostics.map((one) => pickProblem({ ...one, section }));
}

function pickProblem({ section, line, column, message }: Problem): Problem {
  return { section, line, column, message };
}

const kinds = { TAG: 'tag', MACRO: 'variable', CLIENT: 'client' } as const;

/** `web tag`, `server client`; `template` where the file does not say. */
function nameKind({ container, kind, sections }: ParsedTpl): string {
  const hasCode = sections.some(({ name }) => name.startsWith('SANDBOXED_JS'));
  if (kind === undefined) return hasCode ? `${container} template` : 'template';
  return `${container} ${kinds[kind]}`;
}
