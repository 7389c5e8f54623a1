// What a simulated server container lets be seen of itself: live lists that grow while it runs.
import type { ServerLogLine, TagOutcome } from '../server/server-host.ts';

/** One firing of one tag. */
export interface ServerTagRecord {
  readonly name: string;
  /** `running` until the tag calls back or its event's time is over. */
  status: 'running' | TagOutcome['status'];
  /** What the tag threw, or why a stand-in for a tag of Google's failed; absent when a template called back by itself. */
  error?: string;
}

/** One event that a client ran the container for. */
export interface ServerEventRecord {
  /** `event_name`, or an empty text where the event has none. */
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** In the order in which they began. */
  readonly tags: ServerTagRecord[];
}

/** One request that came in. */
export interface ServerRequestRecord {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The client that claimed it; undefined while none has. */
  client: string | undefined;
  /** Undefined while it is not answered. */
  status: number | undefined;
  readonly events: ServerEventRecord[];
}

/** Everything that happened. Of each long list, what is older than its latest thousand is forgotten as requests come in. */
export interface ServerRecords {
  /** In the order of arrival. */
  readonly requests: readonly ServerRequestRecord[];
  /** What templates printed with logToConsole. */
  readonly logLines: readonly ServerLogLine[];
  /** Sentences about what GTM would not forgive. */
  readonly problems: readonly string[];
  /** Sentences about what the simulator does not know; each once. */
  readonly unsupported: readonly string[];
  /** The addresses that stand-ins for tags of Google's called. */
  readonly hits: readonly string[];
}

/** The same lists for whoever writes them. */
export interface ServerRecorder {
  readonly records: ServerRecords;
  readonly logLines: ServerLogLine[];
  addRequest(request: ServerRequestRecord): void;
  addHit(url: string): void;
  /** Tells of what GTM would not forgive. */
  report(problem: string): void;
  /** Tells, once, of what the simulator does not know. */
  refuse(sentence: string): void;
}

const kept = 1000;

function shorten(list: unknown[]): void {
  list.splice(0, Math.max(list.length - kept, 0));
}

/** Records in which nothing has happened yet. */
export function createServerRecorder(): ServerRecorder {
  const requests: ServerRequestRecord[] = [];
  const logLines: ServerLogLine[] = [];
  const problems: string[] = [];
  const hits: string[] = [];
  const unsupported: string[] = [];
  return {
    records: { requests, logLines, problems, unsupported, hits },
    logLines,
    addRequest: (request) => {
      requests.push(request);
      [requests, logLines, problems, hits].forEach(shorten);
    },
    addHit: (url) => {
      hits.push(url);
    },
    report: (problem) => {
      problems.push(problem);
    },
    refuse: (sentence) => {
      if (!unsupported.includes(sentence)) {
        unsupported.push(sentence);
      }
    },
  };
}
