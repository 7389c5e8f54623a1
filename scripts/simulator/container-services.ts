// What the templates of one container share, freshly made.
import { createConsentState } from './consent-state.ts';
import { createDataLayerModel } from './data-layer-model.ts';
import type { ContainerServices } from './template-context.ts';

/** A container's identity and mode. */
export interface ContainerIdentity {
  readonly publicId: string;
  /** Preview mode: templates may log with `debug`. */
  readonly isPreview: boolean;
  readonly mapHosts?: ((text: string) => string) | undefined;
}

/** Services in which nothing has happened yet. */
export function createContainerServices({ publicId, isPreview, mapHosts }: ContainerIdentity): ContainerServices {
  return {
    publicId,
    isPreview,
    consent: createConsentState(),
    dataLayer: createDataLayerModel(),
    scripts: new Map(),
    templateStorages: new Map(),
    settings: new Map(),
    consoleLines: [],
    mapHosts: mapHosts ?? ((text) => text),
  };
}
