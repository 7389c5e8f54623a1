// Runs a described container on a fake page in one call, for tests in Node.
import { compileWebTemplate } from '../code/compile-web-template.ts';
import type { FakePage } from '../web/fake-page.ts';
import { type ContainerDescription, type HostMap, mapTemplates } from './container-description.ts';
import { type SimulatedContainer, startContainer } from './start-container.ts';

/** Starts the container and runs what is due at once; the rest follows as the test moves the page. */
export function simulateContainer(
  description: ContainerDescription,
  page: FakePage,
  hostMap: HostMap = {},
): SimulatedContainer {
  const container = startContainer(mapTemplates(description, compileWebTemplate), page, hostMap);
  page.settle();
  return container;
}
