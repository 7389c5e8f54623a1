// Reads JSON as far as it can be understood: every value with its place, and every fault, where JSON.parse stops at one.
import type { JsonEntry, JsonNode, JsonScalar } from './json-node.ts';

/** What is wrong, and where in the text. */
export interface JsonTreeFault {
  readonly offset: number;
  readonly message: string;
}

/** The value, and the faults in the order of the text: none means that JSON.parse accepts it. Never fails. */
export function readJsonTree(text: string): { root: JsonNode; faults: readonly JsonTreeFault[] } {
  const reader = new JsonReader(text);
  return { root: reader.readAll(), faults: reader.listFaults() };
}

const messages = {
  nothing: 'JSON is expected here, but there is nothing.',
  end: 'The JSON ends too early; close it.',
  rest: 'The JSON value ends before this; remove what follows.',
  trailingComma: 'JSON has no trailing commas; remove this one.',
  emptyPlace: 'Nothing stands before this comma; remove it.',
  comma: 'A comma is missing before this.',
  colon: 'A colon is missing before this.',
  key: 'A key in double quotes is expected here.',
  keyQuotes: 'JSON keys stand in double quotes.',
  value: 'A value is expected here.',
  noValue: 'This is no JSON value.',
  quotes: 'JSON strings stand in double quotes.',
  comment: 'JSON has no comments; remove this one.',
  blank: 'JSON knows no such blank; put an ordinary one.',
  open: 'This string does not end on its line; close it, or write a line break in it as \\n.',
  control: 'A string cannot hold this character as it is; write a tab as \\t.',
  escape: 'JSON has no such escape; write a backslash as \\\\.',
  deep: 'This is nested too deeply to be read.',
} as const;

// Deeper than any template, and far from what the stack can hold.
const maxDepth = 500;

class JsonReader {
  readonly #text: string;
  #offset = 0;
  /** By offset, because one cause can be noticed twice; the first notice is the nearest to it. */
  readonly #faults = new Map<number, string>();

  constructor(text: string) {
    this.#text = text;
  }

  listFaults(): JsonTreeFault[] {
    return [...this.#faults].map(([offset, message]) => ({ offset, message })).sort((a, b) => a.offset - b.offset);
  }

  readAll(): JsonNode {
    if (this.#text.trim() === '') this.#report(0, messages.nothing);
    const root = this.#readValue(0);
    this.#skipBlanks();
    if (this.#offset < this.#text.length) this.#report(this.#offset, messages.rest);
    return root;
  }

  #readValue(depth: number): JsonNode {
    this.#skipBlanks();
    const offset = this.#offset;
    if (depth > maxDepth) return this.#giveUp(offset);
    switch (this.#text[offset]) {
      case '{':
        return { kind: 'object', offset, entries: this.#readObject(depth + 1) };
      case '[':
        return { kind: 'list', offset, items: this.#readList(depth + 1) };
      case '"':
      case "'":
        return { kind: 'value', offset, value: this.#readString(messages.quotes) };
      default:
        return { kind: 'value', offset, value: this.#readWord(offset) };
    }
  }

  #giveUp(offset: number): JsonNode {
    this.#report(offset, messages.deep);
    this.#offset = this.#text.length;
    return { kind: 'value', offset, value: undefined };
  }

  #readWord(offset: number): JsonScalar | undefined {
    const word = this.#take(/[^\s,:{}[\]"'/]+/y);
    if (word !== '') {
      const value = parseWord(word);
      if (value === undefined) this.#report(offset, messages.noValue);
      return value;
    }
    if (this.#take(/[:/]/y) !== '') this.#report(offset, messages.noValue);
    else this.#report(offset, offset < this.#text.length ? messages.value : messages.end);
    return undefined;
  }

  #readList(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.#readMembers(']', () => items.push(this.#readValue(depth)));
    return items;
  }

  #readObject(depth: number): JsonEntry[] {
    const entries: JsonEntry[] = [];
    this.#readMembers('}', () => {
      const key = this.#readKey(depth);
      if (key === undefined) return;
      this.#skipBlanks();
      if (this.#take(/:/y) === '') this.#report(this.#offset, this.#isAtEnd() ? messages.end : messages.colon);
      entries.push({ key, value: this.#readValue(depth) });
    });
    return entries;
  }

  /** Undefined where no key can be made out; what stands there instead is passed over. */
  #readKey(depth: number): string | undefined {
    const offset = this.#offset;
    const first = this.#text[offset];
    if (first === '"' || first === "'") return this.#readString(messages.keyQuotes);
    const word = this.#take(/[^\s,:{}[\]"'/]+/y);
    this.#report(offset, word === '' ? messages.key : messages.keyQuotes);
    if (word !== '') return word;
    this.#readValue(depth);
    return undefined;
  }

  /** Commas between, the closing bracket behind; each member takes at least one character. */
  #readMembers(close: '}' | ']', readMember: () => void): void {
    this.#offset += 1;
    let comma: number | undefined;
    for (let count = 0; ; count += 1) {
      this.#skipExtraCommas();
      if (this.#isAtEnd() || /[}\]]/.test(this.#text[this.#offset] ?? '')) break;
      if (count > 0 && comma === undefined) this.#report(this.#offset, messages.comma);
      readMember();
      this.#skipBlanks();
      comma = this.#text[this.#offset] === ',' ? this.#offset : undefined;
      if (comma !== undefined) this.#offset += 1;
    }
    this.#close(close, comma);
  }

  #close(close: '}' | ']', comma: number | undefined): void {
    if (this.#text[this.#offset] === close) {
      if (comma !== undefined) this.#report(comma, messages.trailingComma);
      this.#offset += 1;
    } else {
      this.#report(this.#offset, this.#isAtEnd() ? messages.end : `A ${close} is missing before this.`);
    }
  }

  #skipExtraCommas(): void {
    this.#skipBlanks();
    while (this.#text[this.#offset] === ',') {
      this.#report(this.#offset, messages.emptyPlace);
      this.#offset += 1;
      this.#skipBlanks();
    }
  }

  #readString(singleQuotes: string): string {
    const start = this.#offset;
    const quote = this.#text[start];
    if (quote === "'") this.#report(start, singleQuotes);
    this.#offset += 1;
    const parts: string[] = [];
    while (this.#text[this.#offset] !== quote) {
      if (this.#isAtEnd() || this.#isBroken(start)) {
        this.#report(start, messages.open);
        return parts.join('');
      }
      parts.push(this.#readCharacters());
    }
    this.#offset += 1;
    return parts.join('');
  }

  /** At a line break: whether the string ends with its line, because the next line goes on as JSON does. */
  #isBroken(start: number): boolean {
    if (!/[\n\r]/.test(this.#text[this.#offset] ?? '')) return false;
    this.#report(start, messages.open);
    const next = /\s*(?:["}\],]|$)/y;
    next.lastIndex = this.#offset;
    return next.test(this.#text);
  }

  #readCharacters(): string {
    const offset = this.#offset;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON strings cannot hold.
    const plain = this.#take(/[^"'\\\u0000-\u001F]+|["']|[\n\r]/y);
    if (plain !== '') return plain;
    const escaped = this.#take(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y);
    if (escaped !== '') return String(JSON.parse(`"${escaped}"`));
    const isEscape = this.#text[offset] === '\\';
    this.#report(offset, isEscape ? messages.escape : messages.control);
    this.#offset = Math.min(offset + (isEscape ? 2 : 1), this.#text.length);
    return this.#text.slice(offset, this.#offset).replace('\\', '');
  }

  #skipBlanks(): void {
    for (;;) {
      this.#take(/[ \t\n\r]+/y);
      const offset = this.#offset;
      if (this.#take(/\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y) !== '') this.#report(offset, messages.comment);
      else if (this.#take(/\s+/y) !== '') this.#report(offset, messages.blank);
      else return;
    }
  }

  /** The match that starts here, passed over; empty where nothing matches. */
  #take(sticky: RegExp): string {
    sticky.lastIndex = this.#offset;
    const match = sticky.exec(this.#text)?.[0] ?? '';
    this.#offset += match.length;
    return match;
  }

  #isAtEnd(): boolean {
    return this.#offset >= this.#text.length;
  }

  #report(offset: number, message: string): void {
    if (!this.#faults.has(offset)) this.#faults.set(offset, message);
  }
}

function parseWord(word: string): JsonScalar | undefined {
  try {
    return JSON.parse(word);
  } catch {
    return undefined;
  }
}
