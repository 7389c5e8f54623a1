// Reads the tests of a template: setup and scenarios with the places of their code, and every fault of the YAML.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { TplSection } from '../../functions/downloads/tpl-sections.ts';
import { locateText, type YamlSource } from './locate-text.ts';
import type { TplScenario, TplText } from './parsed-tpl.ts';
import { placesOf } from './text-lines.ts';
import * as say from './tpl-faults.ts';

/** The section as read. */
export interface TestsSection {
  /** Undefined where the file has no such key. */
  readonly setup: TplText | undefined;
  /** Those that have a name and code. */
  readonly scenarios: readonly TplScenario[];
  /** Whether the section holds more than this: comments, other keys, references. */
  readonly hasMore: boolean;
  readonly faults: readonly say.FormFault[];
}

/** Never fails. Where the YAML is broken, what could be understood is there, and only the YAML's own faults are told. */
export function readTests(section: TplSection): TestsSection {
  return new TestsReader(section).read();
}

class TestsReader {
  readonly #section: TplSection;
  readonly #document: Document;
  readonly #source: YamlSource;
  readonly #faults: say.FormFault[] = [];

  constructor(section: TplSection) {
    // The file has a line break here; a block at the end may keep it.
    const text = `${section.text}\n`;
    this.#section = section;
    this.#document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
    this.#source = { lines: text.split('\n'), firstLine: section.line, placeOf: placesOf(text) };
  }

  read(): TestsSection {
    const { contents: root, errors } = this.#document;
    const pairs = isMap(root) ? root.items : [];
    if (root !== null && !isMap(root)) this.#faults.push(say.noTests(this.#placeOf(root)));
    const setup = this.#readText(findValue(pairs, 'setup'), 'setup', () => undefined);
    const scenarios = this.#readScenarios(findValue(pairs, 'scenarios'));
    const faults = errors.length > 0 ? this.#listYamlFaults(errors) : this.#faults;
    return { setup, scenarios, hasMore: this.#hasMore(pairs), faults };
  }

  #listYamlFaults(errors: readonly YAMLParseError[]): say.FormFault[] {
    // One of each place; by a set, because a run of brackets has thousands of errors.
    const places = new Set<number>();
    const first = errors.filter(({ pos: [at] }) => places.size < places.add(at).size);
    return first.map(({ code, message, pos }) =>
      say.notYaml(this.#placeAt(pos[0]), sentences.get(code) ?? explain(message)),
    );
  }

  #readScenarios(value: unknown): TplScenario[] {
    const list = this.#resolve(value);
    if (list === undefined || (isScalar(list) && list.value === null)) return [];
    if (!isSeq(list)) {
      this.#faults.push(say.noList(this.#placeOf(list), 'scenarios'));
      return [];
    }
    return list.items.flatMap((item) => this.#readScenario(item));
  }

  #readScenario(item: unknown): TplScenario[] {
    const entry = this.#resolve(item);
    const place = this.#placeOf(entry);
    if (!isMap(entry)) {
      this.#faults.push(say.noScenario(place));
      return [];
    }
    const name = this.#readText(findValue(entry.items, 'name'), 'name', () => say.noName(place));
    const code = this.#readText(findValue(entry.items, 'code'), 'code', () => say.noCode(place));
    if (name === undefined || code === undefined) return [];
    const { line: codeLine, column: codeColumn, isExact: isCodeExact } = code;
    return [{ name: name.text, code: code.text, line: place.line, codeLine, codeColumn, isCodeExact }];
  }

  /** Undefined where there is no text, with what `missing` says where there is nothing at all. */
  #readText(value: unknown, key: string, missing: () => say.FormFault | undefined): TplText | undefined {
    const node = this.#resolve(value);
    if (isScalar(node) && typeof node.value === 'string') return locateText(node.value, node, this.#source);
    const isNothing = node === undefined || (isScalar(node) && node.value === null);
    const fault = isNothing ? missing() : say.noText(this.#placeOf(node), key);
    if (fault !== undefined) this.#faults.push(fault);
    return undefined;
  }

  /** The node itself, or the one that an alias stands for; an alias of nothing stands for itself. */
  #resolve(node: unknown): unknown {
    return isAlias(node) ? (node.resolve(this.#document) ?? node) : (node ?? undefined);
  }

  #placeOf(node: unknown): say.TplPlace {
    return this.#placeAt((isNode(node) ? node.range?.[0] : undefined) ?? 0);
  }

  #placeAt(offset: number): say.TplPlace {
    const { line, column } = this.#source.placeOf(Math.min(offset, this.#section.text.length));
    return { section: this.#section.name, line: this.#section.line + line - 1, column };
  }

  #hasMore(pairs: readonly Pair[]): boolean {
    const scenarios = this.#resolve(findValue(pairs, 'scenarios'));
    const entries = isSeq(scenarios) ? scenarios.items.map((item) => this.#resolve(item)) : [];
    const isOther = ({ key }: Pair, keys: readonly string[]) => !isScalar(key) || !keys.includes(String(key.value));
    return (
      pairs.some((pair) => isOther(pair, ['scenarios', 'setup'])) ||
      entries.some((entry) => isMap(entry) && entry.items.some((pair) => isOther(pair, ['name', 'code']))) ||
      hasNotes(this.#document)
    );
  }
}

const sentences: ReadonlyMap<string, string> = new Map([
  ['DUPLICATE_KEY', 'This key stands here a second time; keep one.'],
  ['TAB_AS_INDENT', 'YAML is indented with blanks only; replace this tab.'],
  ['MULTIPLE_DOCS', 'Tests are one YAML document; remove this line.'],
]);

/** Most of what breaks YAML is code that stands outside its block, or a name that reads as something else. */
function explain(message: string): string {
  return `This YAML cannot be read (${message}); put names in quotes, and indent all code below "code: |-".`;
}

/** Whether the YAML holds what its values do not tell: comments, anchors, tags and references. */
function hasNotes(document: Document): boolean {
  let hasFound = Boolean(document.commentBefore ?? document.comment);
  visit(document, {
    Alias: () => {
      hasFound = true;
    },
    Node: (_key, node) => {
      hasFound ||= Boolean(node.commentBefore || node.comment || node.tag || Reflect.get(node, 'anchor'));
    },
  });
  return hasFound;
}

function findValue(pairs: readonly Pair[], key: string): unknown {
  return pairs.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
}
