// Parses sandboxed code as leniently as a parser can, so that one fault does not hide the others.
import { type Comment, type Options, Parser, type Program, type Token } from 'acorn';

/** What the parser itself refuses; `offset` counts characters from the start of the code. */
export interface ParserFault {
  readonly offset: number;
  readonly message: string;
}

/** Code in parts; without a tree the last of the faults says why. */
export interface ParsedCode {
  readonly tree: Program | undefined;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** In the order in which they were found. */
  readonly faults: readonly ParserFault[];
}

/** Reads a module of ours, or the body of a template's function. Never throws. */
export function parseCode(code: string, isModule: boolean): ParsedCode {
  const strict = tryParse(code, { sourceType: isModule ? 'module' : 'script', allowReturnOutsideFunction: !isModule });
  if (strict.tree !== undefined || isModule) return strict;
  // The name of the construct helps more than `Unexpected token`; each of these has a fault of its own.
  const lenient = tryParse(code, {
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
  });
  return lenient.tree === undefined ? strict : lenient;
}

function tryParse(code: string, options: Omit<Options, 'ecmaVersion'>): ParsedCode {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const faults: ParserFault[] = [];
  const settings: Options = {
    ecmaVersion: 'latest',
    locations: true,
    allowHashBang: false,
    onToken: tokens,
    onComment: comments,
    ...options,
  };
  const report = (offset: number, message: string) => {
    // Escapes in words are told from the tokens, because the parser passes over those in keys.
    if (/^Escape sequence in keyword/.test(message)) return;
    if (faults.every((fault) => fault.offset !== offset)) faults.push({ offset, message });
  };
  let tree: Program | undefined;
  try {
    tree = Parser.extend((Base) => recover(Base, report)).parse(code, settings);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(Number(Reflect.get(error, 'pos')), error.message.replace(/ \(\d+:\d+\)$/, ''));
  }
  return { tree, tokens, comments, faults };
}

/** acorn calls this method for faults after which it can go on: https://github.com/acornjs/acorn/blob/master/acorn/src/location.js */
function recover(Base: typeof Parser, report: (offset: number, message: string) => void): typeof Parser {
  return class extends Base {
    raiseRecoverable(offset: number, message: string): void {
      report(offset, message);
    }
  };
}
