// What is said of a container beside its export: how it runs here.
import type { HostMap } from './container-description.ts';
import type { GoogleOptions } from './tags/google-tags.ts';

/** How a container runs on a page; everything has a plain default. */
export interface ContainerOptions extends GoogleOptions {
  /** Preview mode: templates may log with `debug`. */
  readonly isPreview?: boolean | undefined;
  /** `dataLayer` unless the page renamed it. */
  readonly dataLayerName?: string | undefined;
  /** Origins that lead to servers on this machine; permissions are still checked on the original ones. */
  readonly hostMap?: HostMap | undefined;
}
