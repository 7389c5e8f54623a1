// Everything a server template can `require`.

import { languageApis } from '../sandbox/apis/language.ts';
import { textApis } from '../sandbox/apis/text.ts';
import { timeApis } from '../sandbox/apis/time.ts';
import type { ApiFactory } from '../sandbox/checked-function.ts';
import { createRequireFrom } from '../sandbox/create-require-from.ts';
import { bigQueryApis } from './apis/big-query.ts';
import { containerApis } from './apis/container.ts';
import { cookieApis } from './apis/cookies.ts';
import { digestApis } from './apis/digests.ts';
import { domainApis } from './apis/domains.ts';
import { encodingApis } from './apis/encodings.ts';
import { eventApis } from './apis/events.ts';
import { firestoreApis } from './apis/firestore.ts';
import { googleApis } from './apis/google.ts';
import { httpApis } from './apis/http.ts';
import { measurementProtocolApis } from './apis/measurement-protocol.ts';
import { messageApis } from './apis/messages.ts';
import { patternApis } from './apis/pattern.ts';
import { promiseApis } from './apis/promise.ts';
import { requestApis } from './apis/request.ts';
import { responseApis } from './apis/response.ts';
import { storageApis } from './apis/storage.ts';
import type { ServerContext } from './server-context.ts';

const serverApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  ...languageApis,
  ...textApis,
  ...timeApis,
  ...bigQueryApis,
  ...containerApis,
  ...cookieApis,
  ...digestApis,
  ...domainApis,
  // After the shared ones: the server's toBase64 takes options.
  ...encodingApis,
  ...eventApis,
  ...firestoreApis,
  ...googleApis,
  ...httpApis,
  ...measurementProtocolApis,
  ...messageApis,
  ...patternApis,
  ...promiseApis,
  ...requestApis,
  ...responseApis,
  ...storageApis,
};

/** The names of all server APIs, sorted. */
export const serverApiNames: readonly string[] = Object.keys(serverApis).sort();

/** `require` for one run of a template. */
export function createServerRequire(context: ServerContext): (name: unknown) => unknown {
  return createRequireFrom(serverApis, context);
}
