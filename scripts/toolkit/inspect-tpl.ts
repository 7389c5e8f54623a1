// Everything that can be said about one template file: its sections, its code, its permissions and its scenarios.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDialect } from '../dialect/check-dialect.ts';
import { checkTests } from '../dialect/check-tests.ts';
import { checkTplPermissions } from '../permissions/check-tpl-permissions.ts';
import { templateKinds } from '../simulator/code/compiled-template.ts';
import { containerSections } from '../tpl/check-sections.ts';
import { type ParsedTpl, parseTpl, type TplText } from '../tpl/parse-tpl.ts';
import { toFilePlace } from '../tpl/parsed-tpl.ts';
import type { FileReport, Problem, ScenarioReport } from './file-report.ts';

/** Runs the scenarios of a file; gives one report for each, in the order of the file. */
export type ScenarioRunner = (parsed: ParsedTpl, file: string) => Promise<readonly ScenarioReport[]>;

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
  const isRun = runner !== undefined && parsed.scenarios.length > 0;
  // A runner with a thread of its own works while this one checks; whatever happens here, it has to come to its end.
  const running = isRun ? runner(parsed, file) : Promise.resolve([]);
  const checking = (async () => listProblems(parsed, file))();
  await Promise.allSettled([running, checking]);
  return {
    file,
    template: nameKind(parsed),
    scenarioCount: parsed.scenarios.length,
    scenarios: await running,
    problems: await checking,
  };
}

function listProblems(parsed: ParsedTpl, file: string): Problem[] {
  const problems = [
    ...parsed.faults,
    ...checkCode(parsed, file),
    ...checkTexts(parsed, file),
    ...checkTplPermissions(parsed),
  ];
  return problems.map(pickProblem).sort((a, b) => a.line - b.line || a.column - b.column);
}

function checkCode({ code, container }: ParsedTpl, file: string): Problem[] {
  return toProblems(
    code,
    containerSections[container].code,
    checkDialect(code.text, { file, kind: 'sandboxed', container }),
  );
}

function checkTexts({ setup, setupText, scenarios, container }: ParsedTpl, file: string): Problem[] {
  const codes = scenarios.map(({ code }) => code);
  const faults = checkTests(setup, codes, { file, container });
  return [
    ...(setupText === undefined ? [] : toProblems(setupText, 'TESTS', faults.setup)),
    ...scenarios.flatMap(({ code: text, codeLine: line, codeColumn: column, isCodeExact: isExact }, index) =>
      toProblems({ text, line, column, isExact }, 'TESTS', faults.scenarios[index] ?? []),
    ),
  ];
}

function toProblems(text: TplText, section: string, faults: readonly Diagnostic[]): Problem[] {
  return faults.map((one) => ({ section, ...toFilePlace(text, one), message: one.message }));
}

function pickProblem({ section, line, column, message }: Problem): Problem {
  return { section, line, column, message };
}

/** `web tag`, `server client`; `template` where the file does not say. */
function nameKind({ container, kind, sections }: ParsedTpl): string {
  const hasCode = sections.some(({ name }) => name.startsWith('SANDBOXED_JS'));
  if (kind === undefined) return hasCode ? `${container} template` : 'template';
  return `${container} ${templateKinds[kind]}`;
}
