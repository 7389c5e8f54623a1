// Finds what the syntax tree no longer shows: escapes, comments and commas as they are written.
import type { Token } from 'acorn';
import * as say from './dialect-faults.ts';
import type { Finding } from './finding.ts';
import type { ParsedCode } from './parse-code.ts';

/** Spellings that the sandbox lacks; for code of ours those too that hardly anyone has tried. */
export function findTokenFaults(code: string, parsed: ParsedCode, kind: 'source' | 'built' | 'sandboxed'): Finding[] {
  const isOurs = kind !== 'sandboxed';
  const faults = parsed.tokens.flatMap((token, index): Finding[] => {
    const text = code.slice(token.start, token.end);
    if (token.type.label === 'string') return findEscapes(text, token.start, isOurs);
    const isName = token.type.label === 'name' || token.type.keyword !== undefined;
    if (isName && text.includes('\\')) return [{ offset: token.start, say: say.noEscapedNames }];
    // In a source the formatter puts these commas, and takes them out of what is built.
    return kind === 'built' && isCommaAfterArguments(token, parsed.tokens[index + 1])
      ? [{ offset: token.start, say: say.noCommaAfterArguments }]
      : [];
  });
  const comments = parsed.comments.filter(({ start }) => !/^\/[/*]/.test(code.slice(start, start + 2)));
  return faults.concat(comments.map(({ start }) => ({ offset: start, say: say.noHtmlComments })));
}

function findEscapes(text: string, start: number, isOurs: boolean): Finding[] {
  if (!text.includes('\\')) return [];
  return [...text.matchAll(/\\(?:u\{|0\d|[\s\S])/g)].flatMap(({ 0: written, index }) => {
    const fault = escapeFault(written, isOurs);
    return fault === undefined ? [] : [{ offset: start + index, say: fault }];
  });
}

function escapeFault(written: string, isOurs: boolean): Finding['say'] | undefined {
  if (written === '\\u{') return say.noCodePointEscapes;
  if (/^\\\d/.test(written)) return written === '\\0' ? undefined : say.noLegacyOctals;
  return isOurs && /^\\[\n\r\u2028\u2029]$/.test(written) ? say.noLineContinuation : undefined;
}

/** Of calls and of parameters: nothing else may put a comma in front of a closing parenthesis. */
function isCommaAfterArguments(token: Token, next: Token | undefined): boolean {
  return token.type.label === ',' && next?.type.label === ')';
}
