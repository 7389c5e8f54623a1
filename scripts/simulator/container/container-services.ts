// What the templates of one container share, freshly made.

import { createConsentState } from '../web/consent-state.ts';
import { createDataLayerModel } from '../web/data-layer-model.ts';
import type { ContainerServices } from '../web/web-context.ts';

/** A container's identity and mode. */
export interface ContainerIdentity {
  readonly publicId: string;
  /** Preview mode: templates may log with `debug`. */
  readonly isPreview: boolean;
  /** Debug mode, which lets them log as well; GTM tells the two apart, and they go together unless told. */
  readonly isDebug?: boolean | undefined;
  readonly mapHosts?: ((text: string) => string) | undefined;
}

/** Services in which nothing has happened yet. */
export function createContainerServices({
  publicId,
  isPreview,
  isDebug = isPreview,
  mapHosts,
}: ContainerIdentity): ContainerServices {
  return {
    publicId,
    isPreview,
    isDebug,
    consent: createConsentState(),
    dataLayer: createDataLayerModel(),
    scripts: new Map(),
    templateStorages: new Map(),
    settings: new Map(),
    consoleLines: [],
    mapHosts: mapHosts ?? ((text) => text),
  };
}
