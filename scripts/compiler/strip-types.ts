// Erases types from TypeScript in place: every character that stays keeps its line and column.
import { stripTypeScriptTypes } from 'node:module';
import type { Comment } from 'acorn';
import { BuildError } from '../diagnostics/diagnostic.ts';
import { syntaxError } from '../dialect/dialect-faults.ts';
import { type ParsedCode, parseCode } from '../dialect/parse-code.ts';

/** A module without its types. */
export interface StrippedModule {
  /** JavaScript of the same length as the TypeScript it was. */
  readonly code: string;
  readonly parsed: ParsedCode;
}

/**
 * The module, parsed once. Comments in front of a type that goes, go with it.
 * Throws a BuildError where the text is no TypeScript, or has enums, namespaces or other syntax with a run-time meaning.
 */
export function stripTypes(code: string, file: string): StrippedModule {
  const stripped = strip(code, file);
  const parsed = parseCode(stripped, true);
  const orphans = findOrphans(code, stripped, parsed.comments);
  const comments = parsed.comments.filter((comment) => !orphans.includes(comment));
  return { code: orphans.reduce(blank, stripped), parsed: { ...parsed, comments } };
}

/** The line comments that open a file: they are about the file, whatever comes next. */
export function headOf(code: string): string {
  return /^(?:\/\/[^\n]*(?:\n|$))+/.exec(code)?.[0] ?? '';
}

function strip(code: string, file: string): string {
  try {
    return withoutExperimentalWarning(() => stripTypeScriptTypes(code, { mode: 'strip' }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BuildError([syntaxError({ file, ...placeOf(error) }, error.message.split('.')[0] ?? error.message)]);
  }
}

// Node still calls the function experimental and says so on each start, in the midst of the build's own lines.
function withoutExperimentalWarning<T>(run: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return run();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Node names the place only on top of the stack: a line number, the line and a row of carets. */
function placeOf(error: Error): { line: number; column: number } {
  const [top = '', ...rest] = (error.stack ?? '').split('\n');
  const carets = rest.find((line) => /^\s*\^+\s*$/.test(line)) ?? '^';
  return { line: Number(/:(\d+)$/.exec(top)?.[1] ?? 1), column: carets.indexOf('^') + 1 };
}

function findOrphans(original: string, stripped: string, comments: readonly Comment[]): Comment[] {
  const head = headOf(original);
  return comments.filter(
    ({ start, end }) =>
      end > head.length && standsAlone(original, start, end) && introducesType(original, stripped, end),
  );
}

function blank(code: string, { start, end }: Comment): string {
  return code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
}

/** Whether the next thing after the comment, further comments aside, is gone from the stripped text. */
function introducesType(original: string, stripped: string, end: number): boolean {
  const skipped = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(original.slice(end))?.[0].length ?? 0;
  const next = end + skipped;
  return next < original.length && stripped[next] !== original[next];
}

/** A comment behind code belongs to that code, whatever the next line holds. */
function standsAlone(original: string, start: number, end: number): boolean {
  return /(^|\n)[ \t]*$/.test(original.slice(0, start)) && /^[ \t]*(\r?\n|$)/.test(original.slice(end));
}
