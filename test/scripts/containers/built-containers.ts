// The containers as the build makes them for nobody in particular, for tests that look into them.
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { buildContainers } from '../../../scripts/containers/build-containers.ts';

/** All of ours; types are left to the checks of the whole project. */
export const templates = await buildTemplates({ types: 'none' });

const built = buildContainers(templates);

/** The one to import into web containers. */
export const webExport = find('web-container.json');

/** The one to import into server containers. */
export const serverExport = find('server-container.json');

function find(fileName: string): ContainerExport {
  const one = built.find((container) => container.fileName === fileName);
  if (one === undefined) throw new Error(`The build makes no ${fileName}.`);
  return one.container;
}
