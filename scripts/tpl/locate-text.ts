// Tells where in a file the lines of a YAML string stand, as far as they are lines of the file.
import type { Scalar } from 'yaml';
import type { TplText } from './parsed-tpl.ts';

/** A YAML text in lines, and the line of the file on which it starts. */
export interface YamlSource {
  readonly lines: readonly string[];
  readonly firstLine: number;
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number };
}

/** The string with its place. A block that keeps its lines, and what stands unchanged on one line, is exact. */
export function locateText(text: string, node: Scalar, source: YamlSource): TplText {
  const [start, end] = node.range ?? [0, 0];
  const { line, column } = source.placeOf(start);
  if (node.type === 'BLOCK_LITERAL') return locateBlock(text, line, source);
  const isExact = source.placeOf(end).line === line;
  const raw = (source.lines[line - 1] ?? '').slice(column - 1, column - 1 + end - start);
  const fileLine = source.firstLine + line - 1;
  if (isExact && raw === text) return { text, line: fileLine, column, isExact };
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  if (isExact && isQuoted && raw.slice(1, -1) === text) return { text, line: fileLine, column: column + 1, isExact };
  return { text, line: fileLine, column, isExact: false };
}

/** Every line behind that of the `|` is a line of the text, with the same indentation before it. */
function locateBlock(text: string, line: number, { lines, firstLine }: YamlSource): TplText {
  const texts = text.split('\n');
  const filled = texts.findIndex((one) => one !== '');
  const indented = lines[line + filled] ?? '';
  const column = filled === -1 ? 1 : indented.length - (texts[filled] ?? '').length + 1;
  return { text, line: firstLine + line, column, isExact: true };
}
