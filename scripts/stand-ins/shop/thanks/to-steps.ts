// The way of a conversion, station by station.
import { findConversion, isKeptOut, type PageRecords } from './page-records.ts';
import { findTagStatus, moneyOf, type Summary, summarize } from './summarize.ts';
import { findClick } from './touches.ts';

export type StepState = 'done' | 'waiting' | 'failed' | 'none';

export interface Step {
  state: StepState;
  title: string;
  text: string;
}

/** Six stations, in the order in which a conversion passes them. */
export function toSteps(records: PageRecords): Step[] {
  const { kind } = summarize(records);
  return [
    decoration(records, kind),
    arrival(records),
    answer(records, kind),
    tagEnd(records, kind),
    push(records, kind),
    receipt(records, kind),
  ];
}

/** What a station is that was not reached: still to come, or left out for good. */
function notReached(kind: Summary['kind']): StepState {
  return ['already', 'server', 'failed', 'silent'].includes(kind) ? 'none' : 'waiting';
}

function decoration(records: PageRecords, kind: Summary['kind']): Step {
  const title = 'The link was decorated at the click';
  const { client_reference_id: reference } = Object(records.lookup?.answer);
  if (typeof reference === 'string' && reference.startsWith('tt1_')) {
    return { state: 'done', title, text: shorten(reference) };
  }
  if (records.lookup?.status !== 200) {
    return { state: notReached(kind), title, text: 'not known yet' };
  }
  const isForeign = typeof reference === 'string' && reference !== '';
  const what = isForeign ? `kept the reference it had, ${shorten(reference)}` : 'it carried no reference';
  const known = isForeign ? 'the click is known by the cookie' : 'a click is known by the cookie';
  const isKnown = Object.keys(findClick(records)).length > 0;
  return { state: 'none', title, text: `${what}; ${isKnown ? known : 'no click of this browser is known'}` };
}

function arrival({ sessionId }: PageRecords): Step {
  const title = 'Stripe brought the buyer back';
  if (sessionId === undefined) {
    return { state: 'none', title, text: 'no session_id in the address' };
  }
  return { state: sessionId.startsWith('cs_') ? 'done' : 'failed', title, text: shorten(sessionId) };
}

function answer({ lookup }: PageRecords, kind: Summary['kind']): Step {
  const title = 'The function answered';
  if (lookup === undefined) {
    return { state: notReached(kind), title, text: 'not asked' };
  }
  return { state: lookup.status === 200 ? 'done' : 'failed', title, text: `HTTP ${lookup.status}` };
}

function tagEnd(records: PageRecords, kind: Summary['kind']): Step {
  const status = findTagStatus(records);
  const states: Record<string, StepState> = { succeeded: 'done', failed: 'failed', blocked: 'failed' };
  return {
    state: states[status ?? ''] ?? notReached(kind),
    title: 'The Checkout conversion tag ended',
    text: status ?? 'did not fire',
  };
}

function push(records: PageRecords, kind: Summary['kind']): Step {
  const conversion = findConversion(records);
  const title = 'The data layer got an event';
  return conversion === undefined
    ? { state: notReached(kind), title, text: 'none' }
    : { state: 'done', title, text: `${conversion['event']} ${moneyOf(conversion)}`.trim() };
}

function receipt(records: PageRecords, kind: Summary['kind']): Step {
  const { hits } = records;
  const title = '“GA4” received it';
  const latest = hits.at(-1);
  if (latest !== undefined) {
    return {
      state: 'done',
      title,
      text: `${latest.eventName}${latest.sentBy === 'server' ? ' from the server' : ''}, ${hits.length} in all for this transaction`,
    };
  }
  if (isKeptOut(records)) return { state: 'none', title, text: 'nothing: tests keep out of reports' };
  return { state: kind === 'pending' ? 'none' : notReached(kind), title, text: 'no hit for this transaction' };
}

/** Enough to tell two sessions apart; the whole id stands in the event. */
function shorten(id: string): string {
  return id.length <= 24 ? id : `${id.slice(0, 8)}…${id.slice(-8)}`;
}
