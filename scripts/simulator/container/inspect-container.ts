// Says what of an exported web container the simulator cannot run, without running it.
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { readTemplateSource } from '../code/compile-web-template.ts';
import type { TemplateHeader } from '../code/compiled-template.ts';
import { parseScript } from './compile-script.ts';
import { convertCode } from './container-model.ts';
import { readContainer } from './reading/read-container.ts';
import { listBrokenReferences, listUnsupported } from './runnable-container.ts';

/** What GTM would not forgive of one entity. */
export interface EntityFault {
  /** The name of a tag or variable. */
  readonly owner: string;
  readonly sentence: string;
}

/** Nothing is said twice. */
export interface ContainerInspection {
  /** What the simulator does not know, and what becomes of it. */
  readonly unsupported: readonly string[];
  /** What refers to nothing. */
  readonly broken: readonly string[];
  /** Templates that cannot be read, at everything that uses them. */
  readonly templates: readonly EntityFault[];
  /** JavaScript of variables that does not parse. */
  readonly scripts: readonly EntityFault[];
}

/** Throws a TypeError where the file is no web container. */
export function inspectContainer(exported: ContainerExport): ContainerInspection {
  const templates: EntityFault[] = [];
  const scripts: EntityFault[] = [];
  const attempt = <Result>(read: () => Result, owner: string, faults: EntityFault[]): Result | undefined => {
    try {
      return read();
    } catch (error) {
      faults.push({ owner, sentence: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
  const container = convertCode(
    readContainer(exported),
    (tpl, owner) => attempt(() => readTemplateSource(tpl).header, owner, templates) ?? unreadable,
    (functionText, owner) => attempt(() => parseScript(functionText, owner), owner, scripts),
  );
  const broken = [...new Set([...container.broken, ...listBrokenReferences(container)])];
  return { unsupported: listUnsupported(container), broken, templates, scripts };
}

/** Stands for a template that cannot be read, so that the rest of the container can be. */
const unreadable: TemplateHeader = { name: '', container: 'web', kind: 'tag', defaults: {}, permissions: {} };
