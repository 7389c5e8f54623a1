// Behaves as a published GTM web container on a page: takes over the data layer, fires tags, calls back.
//
// It proves the order of things a template depends on: queued pushes, consent commands, triggers, variables, tags and
// their sequences, event callbacks. Triggers by scrolling, forms, timers, visibility, videos and groups are not there.
// Only a published container can prove that GTM imports the file and that Google's compiler accepts its templates.
import type { WebPage } from '../web/web-page.ts';
import type { ContainerOptions } from './container-options.ts';
import type { ContainerRecords, TagRecord } from './container-records.ts';
import { createContainerServices } from './container-services.ts';
import { createContainerVariables } from './container-variables.ts';
import { takeOverDataLayer } from './data-layer-queue.ts';
import { createEventFirer } from './fire-event.ts';
import { mapHosts } from './map-hosts.ts';
import { listBrokenReferences, listUnsupported, type RunnableContainer } from './runnable-container.ts';
import { showConsentUse } from './show-consent-use.ts';
import { createGoogleTags } from './tags/google-tags.ts';
import { watchPage } from './watch-page.ts';

/** What tests and the demo read: live lists that grow while the page lives. */
export interface SimulatedContainer {
  readonly publicId: string;
  /** Every firing of every tag, in order. */
  readonly tags: readonly TagRecord[];
  /** What templates printed with logToConsole. */
  readonly consoleLines: readonly string[];
  /** Sentences about what GTM would not forgive. */
  readonly problems: readonly string[];
  /** Sentences about what the simulator does not know, and what becomes of it. */
  readonly unsupported: readonly string[];
  /** The addresses that the stand-ins for Google's tags called. */
  readonly hits: readonly string[];
  /** The names of all events, in order. */
  readonly events: readonly string[];
  /** The consent state as it is now. */
  consent(): Readonly<Record<string, 'granted' | 'denied'>>;
}

/** Starts the container on the page. What refers to nothing is among the problems. */
export function startContainer(
  model: RunnableContainer,
  page: WebPage,
  { isPreview = false, dataLayerName = 'dataLayer', hostMap = {}, ...google }: ContainerOptions = {},
): SimulatedContainer {
  const container = createContainerServices({
    publicId: model.publicId,
    isPreview,
    mapHosts: (text) => mapHosts(text, hostMap),
  });
  const problems = [...model.broken, ...listBrokenReferences(model)];
  const records: ContainerRecords = { tags: [], hits: [], problems };
  const events: string[] = [];
  const onProblem = (problem: string): void => {
    problems.push(problem);
  };
  const variables = createContainerVariables(model, { page, container, onProblem });
  const surroundings = { model, page, container, variables, records, google: createGoogleTags(page, google) };
  const fire = createEventFirer(surroundings);
  for (const [from, to] of Object.entries(hostMap)) {
    page.log([`Simulated container: permissions are checked for ${from}, requests go to ${to}.`]);
  }
  const push = takeOverDataLayer(page.globals, dataLayerName, page.now(), {
    ...container,
    consent: showConsentUse(page.globals, container.consent),
    onEvent: (event, message) => {
      events.push(event);
      fire(event, message);
    },
    onError: (error) => onProblem(`A function in the data layer threw: ${String(error)}`),
  });
  watchPage(model, page, push);
  return {
    publicId: model.publicId,
    tags: records.tags,
    hits: records.hits,
    problems,
    unsupported: listUnsupported(model),
    events,
    get consoleLines() {
      return container.consoleLines.map(({ text }) => text);
    },
    consent: () => container.consent.snapshot(),
  };
}
