// Packs a container into one script for a page, as GTM publishes one.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { readTemplateSource } from '../code/compile-web-template.ts';
import { parseScript } from './compile-script.ts';
import type { ContainerDescription, HostMap } from './container-description.ts';
import { convertCode } from './container-model.ts';
import type { ContainerOptions } from './container-options.ts';
import { describeExport } from './describe-export.ts';
import { readContainer } from './reading/read-container.ts';

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
 * It needs no `eval`, not for the JavaScript of variables either, so it also runs under a Content-Security-Policy that
 * allows its own address; the scripts of Custom HTML tags need what such a policy allows, with the page's nonce.
 * Rejects where the file is no web container, or where a template or the JavaScript of a variable is broken.
 */
export async function bundleExportedContainer(
  exported: ContainerExport,
  options: ContainerOptions = {},
): Promise<string> {
  const functions: string[] = [];
  const scripts: string[] = [];
  const withoutCode = convertCode(
    readContainer(exported),
    (tpl) => {
      const { header, functionText } = readTemplateSource(tpl);
      functions.push(functionText);
      return { ...header, functionIndex: functions.length - 1 };
    },
    (functionText, variableName) => {
      parseScript(functionText, variableName);
      scripts.push(functionText);
      return scripts.length - 1;
    },
  );
  const start = `simulator.startInBrowser(${toScriptJson(withoutCode)}, { functions: [\n${functions.join(',\n')}\n], scripts: [\n${scripts.join(',\n')}\n] }, ${toScriptJson(options)});`;
  // The runtime is strict and stands in a function of its own, because a template may use names that strict code reserves.
  return `(function () {\nvar simulator = (function () {\n${await buildRuntime()}\nreturn simulator; })();\n${start}\n})();\n`;
}

/** The same for a container described in short. */
export function bundleContainer(
  description: ContainerDescription,
  { hostMap = {} }: BundleOptions = {},
): Promise<string> {
  const { exported, options } = describeExport(description);
  return bundleExportedContainer(exported, { ...options, hostMap });
}
