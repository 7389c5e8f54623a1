// Reads a template file: sections, decoded JSON, permissions and scenarios, with every fault at its line and column.
import { decodePermission } from '../../functions/downloads/permission-trees.ts';
import { splitTpl, type TplSection } from '../../functions/downloads/tpl-sections.ts';
import { checkInfo, kinds } from './check-info.ts';
import { checkParameters, checkPermissionEntries } from './check-lists.ts';
import { checkSections, containerSections } from './check-sections.ts';
import type { ParsedTpl, TplParameter, TplText } from './parsed-tpl.ts';
import { type JsonSection, readJsonSection } from './read-json-section.ts';
import { readTests } from './read-tests.ts';
import type { FormFault } from './tpl-faults.ts';

export type { ParsedTpl, TplText } from './parsed-tpl.ts';
export type { TplFault } from './tpl-faults.ts';

/** The parts of the file. Never fails: all faults are listed at once, in the order of the file. */
export function parseTpl(text: string): ParsedTpl {
  const file = splitTpl(text);
  const find = (...names: string[]) => file.sections.find(({ name }) => names.includes(name));
  const codeSection = find(containerSections.web.code, containerSections.server.code);
  const container = findContainer(codeSection);
  const own = containerSections[container ?? 'web'].permissions;
  const info = readFilled(find('INFO'));
  const parameters = readFilled(find('TEMPLATE_PARAMETERS'));
  const permissions = readFilled(find(own) ?? find('WEB_PERMISSIONS', 'SERVER_PERMISSIONS'));
  const testsSection = find('TESTS');
  const tests = testsSection && readTests(testsSection);
  const faults = [
    ...checkSections(file.sections, text),
    ...listFaults(info, (section) => checkInfo(section, container)),
    ...listFaults(parameters, checkParameters),
    ...listFaults(permissions, checkPermissionEntries),
    ...(tests?.faults ?? []),
  ];
  const record = toRecord(info?.value);
  return {
    ...file,
    container: container ?? 'web',
    kind: kinds.find((kind) => kind === record['type']),
    displayName: typeof record['displayName'] === 'string' ? record['displayName'] : '',
    info: record,
    parameters: flattenParameters(parameters?.value),
    code: toCode(codeSection),
    permissions: toList(permissions?.value).flatMap((entry) => decodePermission(entry) ?? []),
    setup: tests?.setup?.text ?? '',
    setupText: tests?.setup,
    scenarios: tests?.scenarios ?? [],
    notes: find('NOTES')?.text ?? '',
    faults: faults.sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

function findContainer(code: TplSection | undefined): 'web' | 'server' | undefined {
  if (code === undefined) return undefined;
  return code.name === containerSections.server.code ? 'server' : 'web';
}

/** A section that is empty holds nothing wrong; only of INFO something is expected. */
function readFilled(section: TplSection | undefined): JsonSection | undefined {
  if (section === undefined || (section.text === '' && section.name !== 'INFO')) return undefined;
  return readJsonSection(section);
}

function listFaults(section: JsonSection | undefined, check: (section: JsonSection) => FormFault[]): FormFault[] {
  return section === undefined ? [] : [...section.faults, ...check(section)];
}

function toCode(section: TplSection | undefined): TplText {
  return { text: section?.text ?? '', line: section?.line ?? 1, column: 1, isExact: true };
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
