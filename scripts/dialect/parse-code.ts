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
  const settings: Options = {
    ecmaVersion: 'latest',
    locations: true,
    allowHashBang: false,
    onToken: tokens,
    onComment: comments,
    ...options,
  };
  const parser = new LenientParser(settings, code);
  let tree: Program | undefined;
  try {
    tree = parser.parse();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    parser.report(Number(Reflect.get(error, 'pos')), error.message.replace(/ \(\d+:\d+\)$/, ''));
  }
  return { tree, tokens, comments, faults: parser.faults };
}

/** One class for all code: an engine that meets a new class with each text cannot make any of them fast. */
class LenientParser extends Parser {
  readonly faults: ParserFault[] = [];

  // acorn's own is only for subclasses.
  constructor(options: Options, code: string) {
    super(options, code);
  }

  /** acorn calls this method for faults after which it can go on: https://github.com/acornjs/acorn/blob/master/acorn/src/location.js */
  raiseRecoverable(offset: number, message: string): void {
    this.report(offset, message);
  }

  /** Notes a fault, the first at each place. */
  report(offset: number, message: string): void {
    // Escapes in words are told from the tokens, because the parser passes over those in keys.
    if (/^Escape sequence in keyword/.test(message)) return;
    if (this.faults.every((fault) => fault.offset !== offset)) this.faults.push({ offset, message });
  }
}
