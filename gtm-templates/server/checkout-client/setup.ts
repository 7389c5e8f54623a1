// What the form says, read once per request.
import { createLog } from '../../shared/create-log.ts';
import { type FunctionConnection, toConnection } from '../../shared/function-connection.ts';
import { isExtraName } from '../../shared/parameter-names.ts';
import { splitList } from '../../shared/split-list.ts';
import { toText } from '../../shared/to-text.ts';
import type { Data } from './form.ts';

/** How this client is set up. */
export interface Setup {
  readonly connection: FunctionConnection;
  /** Empty where the GA4 tags have their own. */
  readonly measurementId: string;
  readonly testSessions: 'separate' | 'as_live' | 'ignore';
  /** Click ids besides the known ones. */
  readonly extraNames: readonly string[];
  /** The cookie to be set again; undefined where it is not to be. */
  readonly cookie: { readonly name: string; readonly domain: string } | undefined;
  readonly log: (sentence: string) => void;
}

const usualTimeoutMs = 4800;

/** From the fields; what is missing is as in a new form. */
export function toSetup(data: Data): Setup {
  const cookieName = toText(data.cookieName) || '_tilltag';
  return {
    connection: toConnection(data, usualTimeoutMs),
    measurementId: toText(data.measurementId),
    testSessions: data.testSessions,
    extraNames: splitList(data.extraClickIds).filter(isExtraName),
    cookie: data.keepsCookie ? { name: cookieName, domain: toText(data.cookieDomain) || 'auto' } : undefined,
    log: createLog(data.logType),
  };
}
