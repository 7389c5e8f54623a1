// Prints several pieces of JavaScript with one run of the formatter, each as if it stood alone.
import { parse } from 'acorn';
import { formatCode } from './format-code.ts';

/** Each part as the formatter lays it out, without line break at its end. Rejects as `formatCode` does. */
export async function formatParts(parts: readonly string[]): Promise<string[]> {
  if (parts.length === 0) return [];
  // A block each, because a piece may declare what another declares; as much wider as the block indents.
  const blocks = parts.map((part) => `{\n${part}\n}`).join('\n\n');
  const printed = await formatCode(blocks, { lineWidth: 122 });
  const { body } = parse(printed, { ecmaVersion: 'latest' });
  return body.map(({ start, end }) => dedent(printed.slice(start + 1, end - 1)));
}

/** GTM writes text with a blank at the end of a line as one quoted string, which nobody can read. */
function dedent(block: string): string {
  return block
    .replaceAll(/^ {2}/gm, '')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}
