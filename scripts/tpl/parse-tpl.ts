// Reads a template file: sections, decoded JSON, permissions and scenarios, with every fault at its line and column.
import { parseDocument } from 'yaml';
import { decodePermission, type PlainPermission } from '../../functions/downloads/permission-trees.ts';
import { splitSections, type TplSection } from '../../functions/downloads/tpl-sections.ts';
import { findJsonFaults } from './find-json-faults.ts';

/** What is wrong with a file, and where; line and column count from 1. */
export interface TplFault {
  readonly section: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One entry of the form, as it stands in the file. */
export interface TplParameter {
  readonly type: string;
  readonly name: string;
  /** The JSON object, whole. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** One test of the file; `line` is where its entry starts. */
export interface TplScenario {
  readonly name: string;
  readonly code: string;
  readonly line: number;
}

/** A template file in parts. What is missing or broken is empty here and named in `faults`. */
export interface ParsedTpl {
  readonly sections: readonly TplSection[];
  readonly container: 'web' | 'server';
  readonly kind: 'TAG' | 'MACRO' | 'CLIENT' | undefined;
  readonly displayName: string;
  readonly info: Readonly<Record<string, unknown>>;
  /** Nested fields follow the group or item that holds them, so the list is flat. */
  readonly parameters: readonly TplParameter[];
  /** Sandboxed JavaScript and the line of the file on which it starts. */
  readonly code: { readonly text: string; readonly line: number };
  readonly permissions: readonly PlainPermission[];
  readonly setup: string;
  readonly scenarios: readonly TplScenario[];
  readonly notes: string;
  readonly faults: readonly TplFault[];
}

/** The parts of the file. Never fails: all faults are listed at once. */
export function parseTpl(text: string): ParsedTpl {
  const sections = splitSections(text);
  const faults: TplFault[] = findSectionFaults(sections);
  const find = (...names: string[]) => sections.find(({ name }) => names.includes(name));
  const code = find(webCode, serverCode);
  const info = toRecord(readJson(find('INFO'), faults));
  const parameters = readJson(find('TEMPLATE_PARAMETERS'), faults);
  const permissions = readJson(find('WEB_PERMISSIONS', 'SERVER_PERMISSIONS'), faults);
  return {
    sections,
    container: code?.name === serverCode ? 'server' : 'web',
    kind: kinds.find((kind) => kind === info['type']),
    displayName: typeof info['displayName'] === 'string' ? info['displayName'] : '',
    info,
    parameters: flattenParameters(parameters),
    code: { text: code?.text ?? '', line: code?.line ?? 1 },
    permissions: toList(permissions).flatMap((entry) => decodePermission(entry) ?? []),
    ...readTests(find('TESTS'), faults),
    notes: find('NOTES')?.text ?? '',
    faults,
  };
}

const webCode = 'SANDBOXED_JS_FOR_WEB_TEMPLATE';
const serverCode = 'SANDBOXED_JS_FOR_SERVER';
const kinds = ['TAG', 'MACRO', 'CLIENT'] as const;

function findSectionFaults(sections: readonly TplSection[]): TplFault[] {
  const seen = new Set<string>();
  const faults = sections.flatMap(({ name, headerLine: line }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ section: name, line, column: 1, message: `The section ${name} stands here a second time.` }];
  });
  const missing = [seen.has('INFO') ? [] : ['INFO'], seen.has(webCode) || seen.has(serverCode) ? [] : [webCode]].flat();
  return faults.concat(
    missing.map((name) => ({ section: name, line: 1, column: 1, message: `The file has no section ___${name}___.` })),
  );
}

function readJson(section: TplSection | undefined, faults: TplFault[]): unknown {
  if (section === undefined) return undefined;
  const found = findJsonFaults(section.text);
  for (const { line, column, message } of found) {
    faults.push({ section: section.name, line: section.line + line - 1, column, message });
  }
  return found.length > 0 ? undefined : JSON.parse(section.text);
}

function readTests(
  section: TplSection | undefined,
  faults: TplFault[],
): { setup: string; scenarios: readonly TplScenario[] } {
  if (section === undefined || section.text === '') return { setup: '', scenarios: [] };
  const document = parseDocument(section.text);
  for (const { linePos, message } of document.errors) {
    const { line, col } = linePos?.[0] ?? { line: 1, col: 1 };
    const sentence = message.split(' at line ')[0] ?? message;
    faults.push({ section: section.name, line: section.line + line - 1, column: col, message: `${sentence}.` });
  }
  if (document.errors.length > 0) return { setup: '', scenarios: [] };
  const root = toRecord(document.toJS());
  const scenarios = toList(root['scenarios']).map((entry, index) => {
    const { name, code } = toRecord(entry);
    const range = toRecord(document.getIn(['scenarios', index], true))['range'];
    const offset = Array.isArray(range) ? Number(range[0]) : 0;
    const line = section.line + section.text.slice(0, offset).split('\n').length - 1;
    return { name: String(name ?? `Scenario ${index + 1}`), code: String(code ?? ''), line };
  });
  return { setup: String(root['setup'] ?? ''), scenarios };
}

/** Where nested fields stand, by kind of parent. */
const nests = ['subParams', 'selectItems', 'radioItems'];

function flattenParameters(value: unknown): TplParameter[] {
  return toList(value).flatMap((entry) => {
    const raw = toRecord(entry);
    const nested = nests.flatMap((key) => flattenParameters(raw[key]));
    const { type, name } = raw;
    return typeof type === 'string' && typeof name === 'string' ? [{ type, name, raw }, ...nested] : nested;
  });
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
