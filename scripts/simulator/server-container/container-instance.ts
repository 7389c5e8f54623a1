// One running server container: what it holds, and what all of its requests share.
import type { ExportVersion } from '../../../functions/downloads/container-export.ts';
import type { MemoryBigQuery } from '../server/memory-big-query.ts';
import type { MemoryFirestore } from '../server/memory-firestore.ts';
import type { ServerContainer } from '../server/server-host.ts';
import type { Activity } from './activity.ts';
import type { ServerTemplates } from './read-templates.ts';
import type { Network } from './send-over-network.ts';
import type { ServerRecorder } from './server-records.ts';

/** How long the server waits; GTM's own limits are not public, except that of variables. */
export interface ServerLimits {
  /** For a client that claimed a request to answer it, before the server answers 504. 30 s unless given. */
  readonly responseMs: number;
  /** For the tags of one event. 20 s unless given: longer than a request of a tag may take. */
  readonly eventMs: number;
  /** For the promise of a variable. 5 s unless given, as documented. */
  readonly variableMs: number;
  /** For work that is left when the server is closed. 10 s unless given. */
  readonly closeMs: number;
}

/** A container that runs. */
export interface ContainerInstance {
  readonly version: ExportVersion;
  readonly templates: ServerTemplates;
  readonly container: ServerContainer;
  /** Where stand-ins for tags of Google's send their hits. */
  readonly googleUrl: string;
  readonly limits: ServerLimits;
  readonly recorder: ServerRecorder;
  readonly activity: Activity;
  readonly network: Network;
  readonly firestore: MemoryFirestore;
  readonly bigQuery: MemoryBigQuery;
  /** Per template; across requests, except in preview mode. */
  readonly templateStorages: Map<string, Map<string, unknown>>;
  now(): number;
  random(): number;
}
