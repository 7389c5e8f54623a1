// Writes one JSON object per line, in the fields that Cloud Logging reads.
export type Severity = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** Anything but a message; never an e-mail address, a key or a full session id. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Writes one line. */
export type Log = (severity: Severity, message: string, fields: LogFields) => void;

/** A log that hands each line, without the line break, to `write`. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  return (severity, message, fields) => {
    write(JSON.stringify({ severity, message, time: new Date(now()).toISOString(), ...fields }));
  };
}

/**
 * The trace of a request in Cloud Logging's form, from `X-Cloud-Trace-Context: TRACE/SPAN;o=1`; `undefined` where there is
 * none or it is malformed. Without a project it is the bare trace id.
 */
export function toTrace(header: string | string[] | undefined, projectId: string | undefined): string | undefined {
  const traceId = typeof header === 'string' ? /^([0-9a-f]{32})(?:\/|$)/i.exec(header)?.[1] : undefined;
  if (traceId === undefined) return undefined;
  return projectId === undefined ? traceId : `projects/${projectId}/traces/${traceId}`;
}
