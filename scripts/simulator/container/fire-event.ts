// Fires the tags of one event and says when all of them are done.
//
// Decisions where GTM's behaviour is not public:
// - callbacks for the end of an event run in a later turn, even when no tag fired;
// - an event whose tags are still running when its time is over is called back with them `still_running`.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import { runTemplate } from '../run-template.ts';
import type { ContainerServices, EventListener, TagOutcome } from '../web/web-context.ts';
import type { WebPage } from '../web/web-page.ts';
import type { ContainerOf, GoogleAnalyticsSettings, TagOf, Trigger } from './container-description.ts';
import type { ContainerVariables } from './container-variables.ts';
import type { Message } from './data-layer-queue.ts';
import { buildGoogleAnalyticsHit } from './google-analytics-hit.ts';
import { resolveFields, resolveValue } from './resolve-fields.ts';

const defaultTimeoutMs = 2000;

/** One firing of one tag, for tests to read. */
export interface TagRecord {
  readonly name: string;
  /** The event that fired it. */
  readonly event: string;
  /** `blocked`: consent was denied, nothing was sent. */
  status: 'running' | 'succeeded' | 'failed' | 'blocked';
  /** What a template threw; absent when it called back by itself. */
  error?: string;
}

/** What a container lets be seen of itself. */
export interface ContainerRecords {
  readonly tags: TagRecord[];
  /** The addresses that the GA4 stand-in sent. */
  readonly hits: string[];
  readonly problems: string[];
}

/** What firing needs to know. */
export interface FiringSurroundings {
  readonly description: ContainerOf<CompiledTemplate>;
  readonly page: WebPage;
  readonly container: ContainerServices;
  readonly variables: ContainerVariables;
  readonly records: ContainerRecords;
  /** When the container started, by the page's clock. */
  readonly startedAtMs: number;
}

const internalEvents = { page_view: 'gtm.js', consent_initialization: 'gtm.init_consent' } as const;

function isFiredBy(trigger: Trigger, event: string, { variables }: FiringSurroundings): boolean {
  const expected = trigger.on === 'custom_event' ? trigger.event : internalEvents[trigger.on];
  const { when } = trigger;
  return event === expected && (!when || new RegExp(when.matches).test(String(variables.read(when.variable))));
}

function toOutcomeStatus({ status, error }: TagRecord): TagOutcome['status'] {
  switch (status) {
    case 'running':
      return 'still_running';
    case 'failed':
      return error === undefined ? 'failure' : 'exception';
    default:
      return 'success';
  }
}

/** Calls every listener once: when the last tag is done, or when the time is over. */
function createEnding(surroundings: FiringSurroundings, message: Message) {
  const { page, container, records } = surroundings;
  const startMs = page.now();
  const mine: TagRecord[] = [];
  const listeners: EventListener[] = [];
  let isStarted = false;
  let isOver = false;

  const outcomeOf = (record: TagRecord): TagOutcome => ({
    name: record.name,
    status: toOutcomeStatus(record),
    executionTimeMs: page.now() - startMs,
  });
  const end = (): void => {
    if (isOver) {
      return;
    }
    isOver = true;
    for (const record of mine.filter(({ status }) => status === 'running')) {
      records.problems.push(
        `${record.name} had called neither gtmOnSuccess nor gtmOnFailure when its event's time was over.`,
      );
    }
    const outcomes = mine.map(outcomeOf);
    for (const listener of listeners) {
      page.schedule(() => listener(container.publicId, outcomes), 0);
    }
  };
  const endIfDone = (): void => {
    if (isStarted && mine.every(({ status }) => status !== 'running')) {
      end();
    }
  };

  if (typeof message['eventCallback'] === 'function') {
    const callback = message['eventCallback'];
    listeners.push((containerId) => Reflect.apply(callback, undefined, [containerId]));
  }
  const timeoutMs = Number(message['eventTimeout'] ?? defaultTimeoutMs);
  return {
    listen: (listener: EventListener) => {
      listeners.push(listener);
    },
    add: (record: TagRecord) => {
      mine.push(record);
      records.tags.push(record);
    },
    endIfDone,
    allStarted: () => {
      isStarted = true;
      page.schedule(end, timeoutMs > 0 ? timeoutMs : defaultTimeoutMs);
      endIfDone();
    },
  };
}

type Ending = ReturnType<typeof createEnding>;

/** Fires when Google's script is there, with what the data layer held when the event came. */
function fireGoogleAnalytics(
  settings: GoogleAnalyticsSettings,
  record: TagRecord,
  { page, container, variables, records, startedAtMs }: FiringSurroundings,
  ending: Ending,
): void {
  const event = String(resolveValue(settings.event, variables.read));
  const waitMs = startedAtMs + (settings.loadMs ?? 0) - page.now();
  const model = container.dataLayer.get('ecommerce') ?? null;
  // The data layer goes on changing what it has handed out.
  const ecommerce = waitMs > 0 ? structuredClone(model) : model;
  const send = (): void => {
    const hit = buildGoogleAnalyticsHit({ ...settings, event }, page, container, ecommerce);
    record.status = hit === undefined ? 'blocked' : 'succeeded';
    if (hit !== undefined) {
      records.hits.push(hit);
      page.sendBeacon(hit);
    }
    ending.endIfDone();
  };
  if (waitMs > 0) {
    page.schedule(send, waitMs);
  } else {
    send();
  }
}

function fireTag(tag: TagOf<CompiledTemplate>, event: string, surroundings: FiringSurroundings, ending: Ending): void {
  const { page, container, variables, records } = surroundings;
  const record: TagRecord = { name: tag.name, event, status: 'running' };
  ending.add(record);
  if ('googleAnalytics' in tag) {
    fireGoogleAnalytics(tag.googleAnalytics, record, surroundings, ending);
    return;
  }
  const { template } = tag;
  const fields = resolveFields({ ...template.defaults, ...tag.fields }, variables.read);
  runTemplate(template, fields, {
    page,
    container,
    onProblem: (problem) => records.problems.push(problem),
    onSettled: ({ status, error }) => {
      record.status = status;
      if (error !== undefined) {
        record.error = error instanceof Error ? error.message : String(error);
      }
      ending.endIfDone();
    },
    onEventDone: ending.listen,
  });
}

/** Fires, in the order of the description, every tag whose trigger the event meets. */
export function fireEvent(event: string, message: Message, surroundings: FiringSurroundings): void {
  const ending = createEnding(surroundings, message);
  // All triggers are asked before any tag runs, so that no tag can fire another by what it does.
  const fired = surroundings.description.tags.filter(({ trigger }) => isFiredBy(trigger, event, surroundings));
  for (const tag of fired) {
    fireTag(tag, event, surroundings, ending);
  }
  ending.allStarted();
}
