// Runs a container on a fake page in one call, for tests in Node.
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { compileWebTemplate } from '../code/compile-web-template.ts';
import type { FakePage } from '../web/fake-page.ts';
import { compileScript } from './compile-script.ts';
import type { ContainerDescription, HostMap } from './container-description.ts';
import { convertCode } from './container-model.ts';
import type { ContainerOptions } from './container-options.ts';
import { describeExport } from './describe-export.ts';
import { readContainer } from './reading/read-container.ts';
import { listBrokenReferences } from './runnable-container.ts';
import { type SimulatedContainer, startContainer } from './start-container.ts';

/**
 * Starts an exported web container and runs what is due at once; the rest follows as the test moves the page. Throws where
 * the file is no web container, or where a template or the JavaScript of a variable is broken.
 */
export function simulateExportedContainer(
  exported: ContainerExport,
  page: FakePage,
  options: ContainerOptions = {},
): SimulatedContainer {
  const container = startContainer(compileContainer(exported), page, options);
  page.settle();
  return container;
}

/** Starts a container described in short. Throws where it refers to a variable that does not exist. */
export function simulateContainer(
  description: ContainerDescription,
  page: FakePage,
  hostMap: HostMap = {},
): SimulatedContainer {
  const { exported, options } = describeExport(description);
  const [broken] = listBrokenReferences(compileContainer(exported));
  if (broken !== undefined) {
    throw new Error(`${broken} Add it to the container's variables; GTM would refuse to publish.`);
  }
  return simulateExportedContainer(exported, page, { ...options, hostMap });
}

function compileContainer(exported: ContainerExport) {
  return convertCode(readContainer(exported), compileWebTemplate, compileScript);
}
