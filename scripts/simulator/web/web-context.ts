// What a running web template's APIs can reach: the page, the container, and the template's own permissions.

import type { SandboxContext } from '../sandbox/sandbox-context.ts';
import type { Border } from './border.ts';
import type { ConsentState } from './consent-state.ts';
import type { DataLayerModel } from './data-layer-model.ts';
import type { WebPage } from './web-page.ts';

/** One script kept under a cache token: callbacks wait until it has loaded. */
export interface CachedScript {
  isLoaded: boolean;
  waiting: { onLoad: () => void; onError: () => void }[];
}

/** One line a template wrote with logToConsole. */
export interface ConsoleLine {
  readonly template: string;
  readonly text: string;
}

/** What all templates of one container share. */
export interface ContainerServices {
  readonly publicId: string;
  readonly isPreview: boolean;
  readonly isDebug: boolean;
  readonly consent: ConsentState;
  readonly dataLayer: DataLayerModel;
  readonly scripts: Map<string, CachedScript>;
  /** Per template name. */
  readonly templateStorages: Map<string, Map<string, unknown>>;
  /** What gtagSet set. */
  readonly settings: Map<string, unknown>;
  /** What logToConsole printed, in order. */
  readonly consoleLines: ConsoleLine[];
  /** Rewrites hosts on their way to the page; the identity unless a host map is given. */
  mapHosts(text: string): string;
}

/** The outcome of one tag as an event callback hears of it. */
export interface TagOutcome {
  readonly name: string;
  readonly status: 'success' | 'failure' | 'still_running' | 'exception';
  readonly executionTimeMs: number;
}

/** Hears, once, that all tags of an event ran or that its time is over. */
export type EventListener = (containerId: string, tags: readonly TagOutcome[]) => void;

/** What one run of one web template sees. */
export interface WebContext extends SandboxContext {
  readonly page: WebPage;
  readonly container: ContainerServices;
  readonly border: Border;
  /** Registers for the end of the event in which this run started. */
  onEventDone(listener: EventListener): void;
}
