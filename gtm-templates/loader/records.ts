// Remembers per session who we are to the function and what this page has already pushed.
import type { Page } from './page.ts';
import { silently } from './silently.ts';

/** What is known of one session here. */
export interface SessionRecord {
  /** The random token that makes a lookup, its retry and its reload one viewer. */
  claim: string;
  /** Id of the last event that was handed to the data layer. */
  pushed?: string;
  /** Id of the last event whose report was handed to the browser. */
  reported?: string;
  /** Lives in memory only: the container is still at work, its report will follow. */
  isSettling?: boolean;
}

/** The page's records. Storage that is full, forbidden or spoilt is the same as none. */
export interface Records {
  /** The session's record; a new one with a fresh claim where none is known. */
  open(sessionId: string, remember: boolean): SessionRecord;
  /** Writes the record down, where that is allowed. */
  keep(sessionId: string, remember: boolean): void;
}

const storedKeys = ['claim', 'pushed', 'reported'];

/** Records of this page, backed by `sessionStorage` for reloads. */
export function createRecords(page: Page): Records {
  const records: Record<string, SessionRecord> = {};
  const read = silently((sessionId: string): SessionRecord | undefined => {
    const record: SessionRecord | null = JSON.parse(page.sessionStorage.getItem(toKey(sessionId)) || 'null');
    return record && /^[\w-]{16,64}$/.test(record.claim) ? record : undefined;
  });

  const open = (sessionId: string, remember: boolean): SessionRecord => {
    const stored = remember ? read(sessionId) : undefined;
    const record = records[sessionId] || stored || { claim: createClaim(page) };
    // Consent that came back late opens the storage late: what an earlier view pushed still counts.
    if (stored && stored.pushed && !record.pushed) {
      record.pushed = stored.pushed;
    }
    records[sessionId] = record;
    return record;
  };

  const keep = silently((sessionId: string, remember: boolean): void => {
    if (remember) {
      page.sessionStorage.setItem(toKey(sessionId), JSON.stringify(records[sessionId], storedKeys));
    }
  });

  return { open, keep };
}

function toKey(sessionId: string): string {
  return `tilltag:${sessionId}`;
}

function createClaim(page: Page): string {
  // 31 to 63 characters; randomUUID would be shorter, but pages without https lack it.
  return page.crypto.getRandomValues(new Uint8Array(16)).join('-');
}
