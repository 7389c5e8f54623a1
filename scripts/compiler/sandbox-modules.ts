// The modules that stand for GTM's APIs in TypeScript, and which of them a template may import.
import type { ContainerKind } from '../../gtm-templates/authoring/template.ts';
import { serverApis } from '../../gtm-templates/sandbox/server-apis.ts';
import { sharedApis } from '../../gtm-templates/sandbox/shared-apis.ts';
import { webApis } from '../../gtm-templates/sandbox/web-apis.ts';

/** What both kinds of container have: the module for code that templates of both use. */
const sharedModule = 'sandbox:shared';

/** The names of the APIs that each module exports. */
export const apisByModule: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sandbox:web', new Set(Object.keys(webApis))],
  ['sandbox:server', new Set(Object.keys(serverApis))],
  [sharedModule, new Set<string>(sharedApis)],
]);

/** The module of all APIs of a container. */
function moduleOf(container: ContainerKind): string {
  return `sandbox:${container}`;
}

/** The modules that code for the container may import APIs from. */
export function modulesFor(container: ContainerKind): readonly string[] {
  return [moduleOf(container), sharedModule];
}
