// What all runs of the tag on one page know together; it goes with the page.
import { templateStorage } from 'sandbox:web';
import type { Arrival } from './read-arrival.ts';

/** One page's notes; they change while the page lives. */
export interface PageNotes {
  /** The views of the page, one where it is no single-page application, in their order. */
  arrivals: Arrival[];
  /** Whether changes of consent are listened to. */
  isListening: boolean;
  /** Whether the loader takes care of payment links. */
  isWatching: boolean;
  /** Whether the site was seen to say anything of consent. */
  usesConsentMode: boolean;
  /** Whether a denial is the visitor's, and not that of a banner that has not restored an earlier choice yet. */
  isSettled: boolean;
}

/** The notes of the tags that share this cookie, to be read and written by all of them. */
export function readPageNotes(cookieName: string): PageNotes {
  const known: unknown = templateStorage.getItem(cookieName);
  if (isPageNotes(known)) {
    return known;
  }
  const notes: PageNotes = {
    arrivals: [],
    isListening: false,
    isWatching: false,
    usesConsentMode: false,
    isSettled: false,
  };
  templateStorage.setItem(cookieName, notes);
  return notes;
}

/** Nothing else is ever put there, and it is kept by reference. */
function isPageNotes(value: unknown): value is PageNotes {
  return value !== undefined && value !== null;
}
