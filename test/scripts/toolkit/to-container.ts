// Writes a small exported container for a test, in the shape of GTM's exports.
import type { ExportSetting } from '../../../functions/downloads/container-export.ts';

const ids = { accountId: '1', containerId: '2' };

/** The parts of a test's container. */
export interface ContainerParts {
  /** `WEB` unless told. */
  readonly context?: string;
  readonly clients?: readonly ExportSetting[];
  readonly tags?: readonly ExportSetting[];
  readonly variables?: readonly ExportSetting[];
  /** Text of `.tpl` files by their names; entities mean the first by the type `cvt_2_1`. */
  readonly templates?: Readonly<Record<string, string>>;
}

/** The text of the file: without any part, a web container that holds nothing. */
export function toContainer(parts: ContainerParts = {}): string {
  const { context = 'WEB', clients = [], tags = [], variables = [], templates = {} } = parts;
  const containerVersion = {
    path: '',
    ...ids,
    container: { name: 'A shop', usageContext: [context] },
    client: clients.map((client, index) => ({ ...client, clientId: String(index + 1) })),
    tag: tags.map((tag, index) => ({ ...tag, tagId: String(index + 1) })),
    variable: variables.map((variable, index) => ({ ...variable, variableId: String(index + 1) })),
    customTemplate: Object.entries(templates).map(([name, templateData], index) => {
      return { ...ids, name, templateId: String(index + 1), templateData };
    }),
  };
  return JSON.stringify({ exportFormatVersion: 2, containerVersion }, null, 2);
}

/** A client, tag or variable of this type. */
export function entity(name: string, type: string, parameters: Readonly<Record<string, string>> = {}): ExportSetting {
  const parameter = Object.entries(parameters).map(([key, value]) => ({ type: 'TEMPLATE' as const, key, value }));
  return { ...ids, name, type, parameter };
}
