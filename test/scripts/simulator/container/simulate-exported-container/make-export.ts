// Writes small exports in the shapes of real ones, and runs them on a fake page.
import type {
  ContainerExport,
  ExportBuiltInVariable,
  ExportCondition,
  ExportParameter,
  ExportSetting,
  ExportTag,
  ExportTrigger,
  ExportVariable,
  ExportVersion,
} from '../../../../../functions/downloads/container-export.ts';
import type { ContainerOptions } from '../../../../../scripts/simulator/container/container-options.ts';
import { simulateExportedContainer } from '../../../../../scripts/simulator/container/simulate-container.ts';
import { createFakePage, type FakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { makeTpl } from '../../make-tpl.ts';

const ids = { accountId: '1', containerId: '2' } as const;

/** Ids of the triggers that every web container has. */
export const allPages = '2147479553';
export const initialization = '2147479573';
export const consentInitialization = '2147479572';

/** Where hits go in these tests. */
const googleUrl = 'https://collector.example.test';

/** A whole file around these entities. */
export function makeExport(parts: Partial<ExportVersion>): ContainerExport {
  return {
    exportFormatVersion: 2,
    exportTime: '2026-01-31 12:00:00',
    containerVersion: {
      ...ids,
      path: 'accounts/1/containers/2/versions/0',
      containerVersionId: '5',
      container: {
        ...ids,
        path: 'accounts/1/containers/2',
        name: 'Shop',
        publicId: 'GTM-SHOP',
        usageContext: ['WEB'],
        fingerprint: '0',
      },
      fingerprint: '0',
      ...parts,
    },
  };
}

/** `{type: 'TEMPLATE', key, value}`. */
export function text(key: string, value: string): ExportParameter {
  return { type: 'TEMPLATE', key, value };
}

/** `{type: 'BOOLEAN', key, value}`. */
export function flag(key: string, value: boolean): ExportParameter {
  return { type: 'BOOLEAN', key, value: String(value) };
}

/** A list of rows with two columns. */
export function table(key: string, columns: readonly [string, string], rows: readonly (readonly [string, string])[]) {
  const list = rows.map(([first, second]) => ({
    type: 'MAP' as const,
    map: [text(columns[0], first), text(columns[1], second)],
  }));
  return { type: 'LIST' as const, key, list };
}

/** A variable with these parameters. */
export function variable(
  name: string,
  type: string,
  parameter: ExportSetting['parameter'] = [],
  more: Partial<ExportVariable> = {},
): ExportVariable {
  return { ...ids, variableId: name, name, type, parameter, formatValue: {}, ...more };
}

/** A tag with these parameters; on all pages, unless told. */
export function tag(
  name: string,
  type: string,
  parameter: ExportSetting['parameter'] = [],
  more: Partial<ExportTag> = {},
): ExportTag {
  return {
    ...ids,
    tagId: name,
    name,
    type,
    parameter,
    fingerprint: '0',
    firingTriggerId: [allPages],
    tagFiringOption: 'ONCE_PER_EVENT',
    monitoringMetadata: { type: 'MAP' },
    consentSettings: { consentStatus: 'NOT_SET' },
    ...more,
  };
}

/** A comparison of two texts. */
export function condition(type: string, arg0: string, arg1: string, ...more: ExportParameter[]): ExportCondition {
  return { type, parameter: [text('arg0', arg0), text('arg1', arg1), ...more] };
}

/** A trigger on an event of this name. */
export function onEvent(triggerId: string, event: string, more: Partial<ExportTrigger> = {}): ExportTrigger {
  return {
    ...ids,
    triggerId,
    name: `On ${event}`,
    type: 'CUSTOM_EVENT',
    customEventFilter: [condition('EQUALS', '{{_event}}', event)],
    ...more,
  };
}

/** A trigger of another type. */
export function trigger(triggerId: string, type: string, more: Partial<ExportTrigger> = {}): ExportTrigger {
  return { ...ids, triggerId, name: `Trigger ${triggerId}`, type, ...more };
}

/** Built-in variables that are switched on. */
export function builtIns(names: Readonly<Record<string, string>>): readonly ExportBuiltInVariable[] {
  return Object.entries(names).map(([type, name]) => ({ ...ids, type, name }));
}

/** The template `cvt_2_1`, a tag that logs its field `text`, and as JSON what is no text. */
export const logTemplate = {
  ...ids,
  templateId: '1',
  name: 'Log',
  templateData: makeTpl({
    name: 'Log',
    code: `
      const value = data.text;
      require('logToConsole')(require('getType')(value) === 'string' ? value : require('JSON').stringify(value));
      data.gtmOnSuccess();`,
    parameters: [{ type: 'TEXT', name: 'text', defaultValue: '' }],
    permissions: { logging: { environments: 'all' } },
  }),
};

/** A tag that logs a text. */
export function logTag(name: string, value: string, more: Partial<ExportTag> = {}): ExportTag {
  return tag(name, 'cvt_2_1', [text('text', value)], more);
}

/** The running container; the template `cvt_2_1` is always there. */
export function run(parts: Partial<ExportVersion>, page: FakePage = createFakePage(), options: ContainerOptions = {}) {
  const exported = makeExport({ ...parts, customTemplate: [logTemplate, ...(parts.customTemplate ?? [])] });
  const container = simulateExportedContainer(exported, page, { googleUrl, ...options });
  return { page, container };
}

/** What a variable of this type reads as on the page; the same as JSON gives, `undefined` included. */
export function readVariable(one: ExportVariable, page?: FakePage, others: readonly ExportVariable[] = []): unknown {
  const { container } = run({ variable: [one, ...others], tag: [logTag('Log', `{{${one.name}}}`)] }, page);
  const [line = ''] = container.consoleLines;
  return line === 'undefined' ? undefined : line;
}
