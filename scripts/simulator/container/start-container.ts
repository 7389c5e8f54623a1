// Behaves as a published GTM web container on a page: takes over the data layer, fires tags, calls back.
//
// It proves the order of things a template depends on: queued pushes, consent commands, triggers, variables, tags,
// event callbacks. It has no tag sequencing, priorities, firing limits, built-in triggers beyond the three described,
// or server-side parts; only a published container can prove those, and that Google's compiler accepts the templates.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import type { WebPage } from '../web/web-page.ts';
import type { ContainerOf, HostMap } from './container-description.ts';
import { createContainerServices } from './container-services.ts';
import { createContainerVariables } from './container-variables.ts';
import { takeOverDataLayer } from './data-layer-queue.ts';
import { type ContainerRecords, fireEvent, type TagRecord } from './fire-event.ts';
import { mapHosts } from './map-hosts.ts';
import { showConsentUse } from './show-consent-use.ts';

/** What tests and the demo read: live lists that grow while the page lives. */
export interface SimulatedContainer {
  readonly publicId: string;
  /** Every firing of every tag, in order. */
  readonly tags: readonly TagRecord[];
  /** What templates printed with logToConsole. */
  readonly consoleLines: readonly string[];
  /** Sentences about what GTM would not forgive. */
  readonly problems: readonly string[];
  /** The addresses that the GA4 stand-in sent. */
  readonly hits: readonly string[];
  /** The names of all events, in order. */
  readonly events: readonly string[];
  /** The consent state as it is now. */
  consent(): Readonly<Record<string, 'granted' | 'denied'>>;
}

/** Starts the container on the page. Throws when the description refers to a variable that does not exist. */
export function startContainer(
  description: ContainerOf<CompiledTemplate>,
  page: WebPage,
  hostMap: HostMap = {},
): SimulatedContainer {
  const container = createContainerServices({
    publicId: description.publicId,
    isPreview: description.isPreview,
    mapHosts: (text) => mapHosts(text, hostMap),
  });
  const records: ContainerRecords = { tags: [], hits: [], problems: [] };
  const events: string[] = [];
  const startedAtMs = page.now();
  const variables = createContainerVariables(description, { page, container }, (problem) => {
    records.problems.push(problem);
  });
  for (const [from, to] of Object.entries(hostMap)) {
    page.log([`Simulated container: permissions are checked for ${from}, requests go to ${to}.`]);
  }
  takeOverDataLayer(page.globals, description.dataLayerName ?? 'dataLayer', startedAtMs, {
    ...container,
    consent: showConsentUse(page.globals, container.consent),
    onEvent: (event, message) => {
      events.push(event);
      fireEvent(event, message, { description, page, container, variables, records, startedAtMs });
    },
    onError: (error) => {
      records.problems.push(`A function in the data layer threw: ${String(error)}`);
    },
  });
  return {
    publicId: description.publicId,
    tags: records.tags,
    hits: records.hits,
    problems: records.problems,
    events,
    get consoleLines() {
      return container.consoleLines.map(({ text }) => text);
    },
    consent: () => container.consent.snapshot(),
  };
}
