// Remembers per property and session who we are to the function and what this page has already pushed.
import type { Report } from '../../functions/contract/report.ts';
import type { Page } from './page.ts';
import { createRandomText } from './random-text.ts';
import { silently } from './silently.ts';

/** What is known here of one session of one property. */
export interface SessionRecord {
  /** The random token that makes a lookup, its retry and its reload one viewer. */
  claim: string;
  /** Id of the last event that was handed to the data layer. */
  pushed?: string | undefined;
  /** Id of the last event whose report was handed to the browser. */
  reported?: string;
  /** Lives in memory only: the container is still at work, its report will follow. */
  isSettling?: boolean;
}

/** The page's records. Storage that is full, forbidden or spoilt is the same as none. */
export interface Records {
  /** The session's record; a new one with a fresh claim where none is known. */
  open(subject: Subject, remember: boolean): SessionRecord;
  /** Writes the record down, where that is allowed. */
  keep(subject: Subject, remember: boolean): void;
}

/** Whose record: two properties on one page each count the session for themselves, as the function does. */
type Subject = Pick<Report, 'property_id' | 'checkout_session_id'>;

/** Records of this page, backed by `sessionStorage` for reloads. */
export function createRecords(page: Page): Records {
  const records: Record<string, SessionRecord> = {};
  const read = silently((key: string): SessionRecord | undefined => {
    // Where nothing is stored there is no claim to test, which throws.
    const record: SessionRecord = JSON.parse(String(page.sessionStorage.getItem(key)));
    return /^[\w-]{16,64}$/.test(record.claim) ? record : undefined;
  });

  const open = (subject: Subject, remember: boolean): SessionRecord => {
    const key = toKey(subject);
    const stored = remember ? read(key) : undefined;
    const record = records[key] || stored || { claim: createRandomText(page) };
    // Consent that came back late opens the storage late: what an earlier view pushed still counts.
    record.pushed = record.pushed || stored?.pushed;
    records[key] = record;
    return record;
  };

  const keep = silently((subject: Subject, remember: boolean): void => {
    if (remember) {
      const key = toKey(subject);
      page.sessionStorage.setItem(key, JSON.stringify(records[key], ['claim', 'pushed', 'reported']));
    }
  });

  return { open, keep };
}

function toKey({ property_id, checkout_session_id }: Subject): string {
  return `tilltag:${property_id}:${checkout_session_id}`;
}
