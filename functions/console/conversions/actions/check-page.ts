// The page from which an owner asks Stripe at once, or has an event applied again, and that says what came of it.
import { wordReason } from '../../../delivery/reason-words.ts';
import type { SweepReport } from '../../../delivery/sweep-report.ts';
import type { Page } from '../../answer.ts';
import { form, radioField, textField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { facts, message } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { countWords, checkTexts as texts } from '../../texts/check-texts.ts';

/** How far back may be asked, in seconds. */
export const checkPeriods = { day: 86_400, days: 3 * 86_400, month: 30 * 86_400 } as const;

/** What is shown besides the forms. */
export interface CheckState {
  /** What was just done. */
  result?: Html;
  period?: string;
  eventId?: string;
  faults?: { period?: string; event?: string };
}

/** Both forms; above them what came of the one that was sent. */
export function checkPage(
  { property, to, visitor: { csrf } }: PropertyRequest,
  { result = nothing, period = 'day', eventId = '', faults = {} }: CheckState = {},
): Page {
  const base = to(`/properties/${property.id}/conversions`);
  const choices = Object.entries(texts.periods).map(([value, label]) => ({ value, label }));
  return {
    title: texts.title,
    section: '/conversions',
    body: html`<p><a href="${base}">← ${texts.back}</a></p>${result}
<section class="panel"><p>${texts.lead}</p>${form({
      action: `${base}/check`,
      csrf,
      fields: radioField({ name: 'period', label: texts.period, choices, value: period, error: faults.period }),
      submit: texts.submit,
    })}</section>
<section class="panel"><h2>${texts.replayTitle}</h2><p>${texts.replayLead}</p>${form({
      action: `${base}/replay`,
      csrf,
      fields: textField({
        ...{ name: 'event', label: texts.event, hint: texts.eventHint, value: eventId, isRequired: true },
        ...{ placeholder: 'evt_…', error: faults.event },
      }),
      submit: texts.replaySubmit,
    })}</section>`,
  };
}

/** What a run did, in numbers, with what went wrong and its cure. */
export function reportOf({ counts, failures, reasons, isComplete }: SweepReport): Html {
  const told = Object.entries(countWords).flatMap(([name, words]) => {
    const times = Object.entries(counts).find(([counted]) => counted === name)?.[1] ?? 0;
    return times === 0 ? [] : [[words, times.toLocaleString('en')] as const];
  });
  const why = [...new Set([...failures, ...reasons].map(({ reason }) => reason))];
  return html`<section><h2>${texts.foundTitle}</h2>${told.length === 0 ? html`<p>${texts.nothing}</p>` : facts(told)}
${isComplete ? nothing : message('warning', texts.incomplete)}
${why.length === 0 ? nothing : message('warning', html`<p>${texts.failures}</p><ul>${why.map((reason) => html`<li>${wordReason(reason, 'console')}</li>`)}</ul>`)}</section>`;
}
