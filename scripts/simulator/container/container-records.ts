// What a running container writes down of itself.

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

/** Live lists, in the order in which things happened. */
export interface ContainerRecords {
  readonly tags: TagRecord[];
  /** The addresses that the stand-ins for Google's tags called. */
  readonly hits: string[];
  readonly problems: string[];
}
