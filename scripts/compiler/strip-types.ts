// Erases types from TypeScript in place: every character that stays keeps its line and column.
import { stripTypeScriptTypes } from 'node:module';
import { type Comment, parse } from 'acorn';
import { BuildError } from '../diagnostics/diagnostic.ts';
import { syntaxError } from '../dialect/dialect-faults.ts';

/**
 * JavaScript of the same length. Comments in front of a type that goes, go with it.
 * Throws a BuildError where the text is no TypeScript, or has enums, namespaces or other syntax with a run-time meaning.
 */
export function stripTypes(code: string, file: string): string {
  return blankOrphans(code, strip(code, file), file);
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

function blankOrphans(original: string, stripped: string, file: string): string {
  let result = stripped;
  const head = headOf(original);
  for (const { start, end } of readComments(stripped, file).reverse()) {
    if (end <= head.length) continue;
    if (!standsAlone(original, start, end) || !introducesType(original, stripped, end)) continue;
    const blank = stripped.slice(start, end).replace(/[^\n]/g, ' ');
    result = result.slice(0, start) + blank + result.slice(end);
  }
  return result;
}

function readComments(code: string, file: string): Comment[] {
  const comments: Comment[] = [];
  try {
    parse(code, { ecmaVersion: 'latest', sourceType: 'module', onComment: comments });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column } = Reflect.get(error, 'loc');
    throw new BuildError([syntaxError({ file, line, column: column + 1 }, error.message.replace(/ \(\d+:\d+\)$/, ''))]);
  }
  return comments;
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
