// Knows when an event is over: all its tags are done, or its time is up.
//
// Decisions where GTM's behaviour is not public:
// - callbacks for the end of an event run in a later turn, even when no tag fired;
// - an event whose tags are still running when its time is over is called back with them `still_running`.
import type { ContainerServices, EventListener, TagOutcome } from '../web/web-context.ts';
import type { WebPage } from '../web/web-page.ts';
import type { ContainerRecords, TagRecord } from './container-records.ts';
import type { Message } from './data-layer-queue.ts';

const defaultTimeoutMs = 2000;

/** Where an event happens. */
interface EndingSurroundings {
  readonly page: WebPage;
  readonly container: ContainerServices;
  readonly records: ContainerRecords;
}

/** The end of one event. */
export interface EventEnding {
  /** Registers for the end; each listener is called once. */
  listen(listener: EventListener): void;
  /** Takes a tag's record into account from now on. */
  add(record: TagRecord): void;
  /** One more sequence of tags has begun. */
  hold(): void;
  /** A sequence is through. */
  release(): void;
  /** To be called when all sequences have begun. */
  allStarted(): void;
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

/** Calls every listener once: when the last sequence is through, or when the time is over. */
export function createEventEnding({ page, container, records }: EndingSurroundings, message: Message): EventEnding {
  const startMs = page.now();
  const mine: TagRecord[] = [];
  const listeners: EventListener[] = [];
  let heldBy = 1;
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
  const release = (): void => {
    heldBy -= 1;
    if (heldBy === 0) {
      end();
    }
  };

  if (typeof message['eventCallback'] === 'function') {
    const callback = message['eventCallback'];
    listeners.push((containerId) => Reflect.apply(callback, undefined, [containerId]));
  }
  const timeoutMs = Number(message['eventTimeout'] ?? defaultTimeoutMs);
  return {
    listen: (listener) => {
      listeners.push(listener);
    },
    add: (record) => {
      mine.push(record);
      records.tags.push(record);
    },
    hold: () => {
      heldBy += 1;
    },
    release,
    allStarted: () => {
      page.schedule(end, timeoutMs > 0 ? timeoutMs : defaultTimeoutMs);
      release();
    },
  };
}
