// Packs a described container into one script for a page, as GTM publishes one.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readTemplateSource } from '../code/compile-web-template.ts';
import { type ContainerDescription, type HostMap, mapTemplates } from './container-description.ts';

/** How the script differs from what is described. */
export interface BundleOptions {
  /** Origins that lead to servers on this machine; permissions are still checked on the original ones. */
  readonly hostMap?: HostMap;
}

async function buildRuntime(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../browser/start-in-browser.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'simulator',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (!output) {
    throw new Error('esbuild wrote no file for the simulator.');
  }
  return output.text;
}

/** JSON that is safe inside a script element as well. */
function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * One script: included in a page, it takes over the data layer and puts its records on `window.simulatedContainer`.
 * It needs no `eval`, so it also runs under a Content-Security-Policy that allows its own address.
 * Rejects when a template file is broken.
 */
export async function bundleContainer(
  description: ContainerDescription,
  { hostMap = {} }: BundleOptions = {},
): Promise<string> {
  const functions: string[] = [];
  const withoutCode = mapTemplates(description, (tpl) => {
    const { header, functionText } = readTemplateSource(tpl);
    functions.push(functionText);
    return { ...header, functionIndex: functions.length - 1 };
  });
  const start = `simulator.startInBrowser(${toScriptJson(withoutCode)}, [\n${functions.join(',\n')}\n], ${toScriptJson(hostMap)});`;
  // The runtime is strict and stands in a function of its own, because a template may use names that strict code reserves.
  return `(function () {\nvar simulator = (function () {\n${await buildRuntime()}\nreturn simulator; })();\n${start}\n})();\n`;
}
