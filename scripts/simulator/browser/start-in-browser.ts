// Starts a bundled container on the real page.
import type { CompiledTemplate, TemplateHeader } from '../code/compiled-template.ts';
import { type SandboxLanguage, sandboxLanguage } from '../code/sandbox-language.ts';
import { type ContainerOf, type HostMap, mapTemplates } from '../container/container-description.ts';
import { type SimulatedContainer, startContainer } from '../container/start-container.ts';
import { createRealPage } from './real-page.ts';

/** A template whose code stands at this place in the script's list of functions. */
export interface BundledTemplate extends TemplateHeader {
  readonly functionIndex: number;
}

declare global {
  interface Window {
    /** What the container on this page did; for tests and the demo. */
    simulatedContainer?: SimulatedContainer;
  }
}

/** Starts the container and shows its records as `window.simulatedContainer`. */
export function startInBrowser(
  description: ContainerOf<BundledTemplate>,
  functions: readonly ((language: SandboxLanguage) => CompiledTemplate['execute'])[],
  hostMap: HostMap,
): void {
  const compiled = mapTemplates(description, ({ functionIndex, ...header }): CompiledTemplate => {
    const create = functions[functionIndex];
    if (!create) {
      throw new Error(`The script holds no code for the template ${header.name}; bundle the container again.`);
    }
    return { ...header, execute: create(sandboxLanguage) };
  });
  window.simulatedContainer = startContainer(compiled, createRealPage(window), hostMap);
}
