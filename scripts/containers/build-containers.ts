// Builds the containers to import, for one deployment or for nobody in particular.
import { bakeContainer, type ContainerBaking } from '../../functions/downloads/bake-container.ts';
import { printContainer } from '../../functions/downloads/built-downloads.ts';
import type { ContainerExport } from '../../functions/downloads/container-export.ts';
import { serverContainer } from '../../gtm-templates/containers/server-container.ts';
import { webContainer } from '../../gtm-templates/containers/web-container.ts';
import { BuildError } from '../diagnostics/diagnostic.ts';
import { assembleContainer, type NamedTemplate } from './assemble-container.ts';
import * as say from './container-faults.ts';
import { findContainerFaults } from './find-container-faults.ts';

/** One container, and what its file is called. */
export interface BuiltContainer {
  readonly fileName: string;
  readonly container: ContainerExport;
  /** The file. */
  readonly text: string;
}

const descriptions = [webContainer, serverContainer];

/**
 * Every container with all templates of its kind in it. Throws a BakeError for a deployment that cannot be baked, and a
 * BuildError with every fault of a container that GTM would refuse or misread.
 */
export function buildContainers(
  templates: readonly (NamedTemplate & { readonly container: 'web' | 'server' })[],
  baking: ContainerBaking = {},
): BuiltContainer[] {
  const built = descriptions.map((description) => {
    const own = templates.filter(({ container }) => container === description.kind);
    const container = bakeContainer(assembleContainer(description, own), baking);
    return { fileName: `${description.kind}-container.json`, container, text: printContainer(container) };
  });
  const faults = built.flatMap(({ fileName, container }) =>
    findContainerFaults(container).map(({ path, sentence }) =>
      say.containerFault({ file: fileName, line: 1, column: 1 }, path, sentence),
    ),
  );
  if (faults.length > 0) throw new BuildError(faults);
  return built;
}
