// What the server has not sent, with the reason: the answer to a report in which something is missing.
import { type Html, type HtmlValue, html } from '../page/html.ts';
import { recordTable } from '../page/record-table.ts';

/** An event that Google was not told by the server, or not yet. */
export interface UnsentEvent {
  /** When that was decided, milliseconds since 1970. */
  atMs: number;
  eventName: string;
  /** The Stripe id of what happened. */
  stripeId: string;
  state: 'waiting' | 'not sent' | 'given up' | 'uncertain';
  /** Why, as one or more sentences. */
  why: string;
}

/** A headed table of them, the first one on top; nothing where there are none. */
export function unsentSection(events: readonly UnsentEvent[]): Html | undefined {
  if (events.length === 0) return undefined;
  return html`<h2 id="unsent">What the server did not send, or not yet</h2>
<p class="small soft">Of this nothing reached Google: the function’s own ledger says so.</p>
${recordTable(columns, events.map(toCells))}`;
}

const columns = [
  { label: 'Time (UTC)' },
  { label: 'Event' },
  { label: 'About' },
  { label: 'State' },
  { label: 'Why' },
] as const;

function toCells({ atMs, eventName, stripeId, state, why }: UnsentEvent): HtmlValue[] {
  return [
    new Date(atMs).toISOString().slice(11, 19),
    html`<code>${eventName}</code>`,
    html`<code>${stripeId.split('_')[0]}_…${stripeId.slice(-6)}</code>`,
    html`<span class="badge ${badges[state]}">${state}</span>`,
    why,
  ];
}

const badges = { waiting: 'waiting', 'not sent': 'none', 'given up': 'failed', uncertain: 'failed' } as const;
