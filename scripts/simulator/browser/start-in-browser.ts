// Starts a bundled container on the real page.
import type { CompiledTemplate, TemplateHeader } from '../code/compiled-template.ts';
import { type SandboxLanguage, sandboxLanguage } from '../code/sandbox-language.ts';
import { type ContainerOf, convertCode } from '../container/container-model.ts';
import type { ContainerOptions } from '../container/container-options.ts';
import type { VariableScript } from '../container/reading/to-function-text.ts';
import { type SimulatedContainer, startContainer } from '../container/start-container.ts';
import { createRealPage } from './real-page.ts';

/** A template whose code stands at this place in the script's list of functions. */
export interface BundledTemplate extends TemplateHeader {
  readonly functionIndex: number;
}

/** The code that a bundled container brings as functions. */
export interface BundledCode {
  /** Of templates. */
  readonly functions: readonly ((language: SandboxLanguage) => CompiledTemplate['execute'])[];
  /** Of variables of custom JavaScript. */
  readonly scripts: readonly VariableScript[];
}

declare global {
  interface Window {
    /** What the container on this page did; for tests and the demo. */
    simulatedContainer?: SimulatedContainer;
  }
}

/** Starts the container and shows its records as `window.simulatedContainer`. */
export function startInBrowser(
  bundled: ContainerOf<BundledTemplate, number>,
  { functions, scripts }: BundledCode,
  options: ContainerOptions,
): void {
  const find = <Code>(list: readonly Code[], index: number, owner: string): Code => {
    const found = list[index];
    if (found === undefined) {
      throw new Error(`The script holds no code for ${owner}; bundle the container again.`);
    }
    return found;
  };
  const container = convertCode(
    bundled,
    ({ functionIndex, ...header }): CompiledTemplate => ({
      ...header,
      execute: find(functions, functionIndex, header.name)(sandboxLanguage),
    }),
    (index, owner) => find(scripts, index, owner),
  );
  window.simulatedContainer = startContainer(container, createRealPage(window), options);
}
