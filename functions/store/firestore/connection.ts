// The connection to Firestore: one gRPC channel whose every call ends within a few seconds.
import type { FirestoreClient } from '@google-cloud/firestore-api/client_v1';
import type { CallOptions, ClientOptions } from 'google-gax';
import { StoreUnavailableError } from '../errors.ts';

/** Which database, of which project, on Google's machines or an emulator's. */
export interface FirestoreLocation {
  database: string;
  projectId?: string | undefined;
  firestoreEmulatorHost?: string | undefined;
}

/** gRPC's status codes, as far as we tell them apart: https://grpc.io/docs/guides/status-codes/ */
export const grpcStatus = {
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  failedPrecondition: 9,
  aborted: 10,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A call takes this long at most, retries included; a caller that must answer within five seconds can still say so. */
const deadlineMs = 4_000;

/**
 * The generated client rather than the one with documents and snapshots: that one repeats a failing write for a minute
 * behind its caller's back with no way to say otherwise, and takes twice the processor time for each call.
 */
export interface FirestoreConnection {
  client: FirestoreClient;
  /** Finds out which project the credentials are for where none was named. */
  findDatabase: () => Promise<Database>;
}

/** A database's name and what every call to it carries: the deadline, and which failures are repeated. */
export interface Database {
  /** `projects/P/databases/D`. */
  name: string;
  callOptions: CallOptions;
}

/** Loads the client and prepares the channel; nothing is sent before the first call. */
export async function connectToFirestore(location: FirestoreLocation): Promise<FirestoreConnection> {
  const { FirestoreClient } = await import('@google-cloud/firestore-api/client_v1');
  const { projectId, firestoreEmulatorHost, database } = location;
  const client = new FirestoreClient(firestoreEmulatorHost ? await emulatorOptions(firestoreEmulatorHost) : {});
  // The emulator applies the rules, which deny everything, unless it is spoken to as its owner.
  const headers = firestoreEmulatorHost ? { Authorization: 'Bearer owner' } : {};
  const toDatabase = (project: string): Database => {
    const name = `projects/${project}/databases/${database}`;
    return {
      name,
      callOptions: { retry, otherArgs: { headers: { ...headers, 'google-cloud-resource-prefix': name } } },
    };
  };
  const knownProject = projectId ?? (firestoreEmulatorHost ? 'tilltag-local' : undefined);
  let found: Promise<Database> | undefined = knownProject ? Promise.resolve(toDatabase(knownProject)) : undefined;
  const findDatabase = (): Promise<Database> => {
    found ??= client.getProjectId().then(toDatabase);
    // A machine whose metadata server was slow once is asked again.
    found.catch(() => {
      found = undefined;
    });
    return found;
  };
  return { client, findDatabase };
}

// Neither status says that the write was made, nor that it was not; every step names what it expects to find, so a
// repetition of one that was made answers `exists` or `conflict`, and the caller reads what is there.
const retry = {
  retryCodes: [grpcStatus.unavailable, grpcStatus.aborted],
  backoffSettings: {
    initialRetryDelayMillis: 50,
    retryDelayMultiplier: 2,
    maxRetryDelayMillis: 800,
    initialRpcTimeoutMillis: deadlineMs,
    rpcTimeoutMultiplier: 1,
    maxRpcTimeoutMillis: deadlineMs,
    totalTimeoutMillis: deadlineMs,
  },
};

async function emulatorOptions(host: string): Promise<ClientOptions> {
  const { grpc } = await import('google-gax');
  const separator = host.lastIndexOf(':');
  return {
    servicePath: host.slice(0, separator),
    port: Number(host.slice(separator + 1)),
    sslCreds: grpc.credentials.createInsecure(),
    // Said here, or else the client asks Google's metadata server for it, which no developer's machine has.
    clientOptions: { universeDomain: 'googleapis.com' },
  };
}

/** The gRPC status of a failed call, if it is one. */
export function grpcStatusOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/** What a failed call means to the caller of the store. */
export function toStoreError(cause: unknown): StoreUnavailableError {
  const status = grpcStatusOf(cause);
  if (status === grpcStatus.permissionDenied || status === grpcStatus.unauthenticated) {
    const sentence = 'Firestore refused the service account. Give it the role roles/datastore.user.';
    return new StoreUnavailableError(sentence, { cause });
  }
  if (isDatabaseMissing(cause)) {
    const sentence = 'The project has no such Firestore database. Create it, or correct TILLTAG_STORE.';
    return new StoreUnavailableError(sentence, { cause });
  }
  return new StoreUnavailableError('Firestore is closed or did not answer in time.', { cause });
}

/** A missing database and a missing document share one status; only the words tell them apart. */
export function isDatabaseMissing(error: unknown): boolean {
  return grpcStatusOf(error) === grpcStatus.notFound && /\bdatabase\b.*does not exist/is.test(String(error));
}
