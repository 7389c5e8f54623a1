// Says what of an exported web container the simulator cannot run, without running it.
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { readTemplateSource } from '../code/compile-web-template.ts';
import type { TemplateHeader } from '../code/compiled-template.ts';
import { parseScript } from './compile-script.ts';
import { convertCode } from './container-model.ts';
import { readContainer } from './reading/read-container.ts';
import { listBrokenReferences, listUnsupported } from './runnable-container.ts';

/** Sentences, each once. */
export interface ContainerInspection {
  /** What the simulator does not know, and what becomes of it. */
  readonly unsupported: readonly string[];
  /** What refers to nothing, and code that does not parse: GTM would not forgive these. */
  readonly problems: readonly string[];
}

/** Throws a TypeError where the file is no web container. */
export function inspectContainer(exported: ContainerExport): ContainerInspection {
  const faults: string[] = [];
  const attempt = <Result>(read: () => Result, owner: string): Result | undefined => {
    try {
      return read();
    } catch (error) {
      faults.push(`"${owner}": ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const container = convertCode(
    readContainer(exported),
    (tpl, owner) => attempt(() => readTemplateSource(tpl).header, owner) ?? unreadable,
    (functionText, owner) => attempt(() => parseScript(functionText, owner), owner),
  );
  return {
    unsupported: listUnsupported(container),
    problems: [...new Set([...container.broken, ...listBrokenReferences(container), ...faults])],
  };
}

/** Stands for a template that cannot be read, so that the rest of the container can be. */
const unreadable: TemplateHeader = { name: '', container: 'web', kind: 'tag', defaults: {}, permissions: {} };
