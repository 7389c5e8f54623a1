// What the build leaves for the console to hand out: every template and container with nobody's values in it.
import type { ContainerExport } from './container-export.ts';

/** The file below the folder of built assets that holds it, as JSON. */
export const downloadsFile = 'downloads.json';

/** All of it, in the order in which it is listed. */
export interface BuiltDownloads {
  readonly containers: readonly PlainContainer[];
  readonly templates: readonly PlainTemplate[];
}

/** A container to import, with placeholders where a shop's values go. */
export interface PlainContainer {
  /** `web-container.json` or `server-container.json`. */
  readonly fileName: string;
  readonly container: ContainerExport;
}

/** A template by itself. */
export interface PlainTemplate {
  /** `checkout-conversion.web-tag.tpl` … */
  readonly fileName: string;
  /** The whole file. */
  readonly tpl: string;
}

/** The text of a container's file. */
export function printContainer(container: ContainerExport): string {
  return `${JSON.stringify(container, null, 2)}\n`;
}
