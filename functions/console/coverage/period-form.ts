// The form that chooses what a page of roll-ups shows: mode and days, and whatever else a page lets choose.
import { selectField, textField } from '../page/fields.ts';
import { folded } from '../page/folded.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { listPresets, type Period, type ReadPeriod, toQuery } from './read-period.ts';

export interface PeriodForm {
  /** A whole path. */
  action: string;
  read: ReadPeriod;
  nowMs: number;
  /** Further fields, and what they stand at, so that the shortcuts keep it. */
  more?: { fields: Html; chosen: Readonly<Record<string, string>>; isChosen: boolean };
}

/** A form that only asks, with shortcuts to usual periods beside it. It stands open where what is shown is none of them. */
export function periodForm({ action, read: { period, faults }, nowMs, more }: PeriodForm): Html {
  const choices = [
    { value: 'live', label: texts.live },
    { value: 'test', label: texts.test },
  ];
  const isShown = (preset: Period): boolean => preset.fromDay === period.fromDay && preset.untilDay === period.untilDay;
  const listed = listPresets(period.mode, nowMs);
  const isUsual = listed.some(([, preset]) => isShown(preset)) && Object.keys(faults).length === 0;
  const presets = listed.map(([label, preset]) => {
    const isCurrent = isShown(preset);
    return html`<a href="${action}?${toQuery(preset, more?.chosen)}" ${isCurrent ? html`aria-current="true"` : nothing}>${label}</a>`;
  });
  const fields = html`<form method="get" action="${action}" class="period">
${selectField({ name: 'mode', label: texts.mode, choices, value: period.mode })}
${textField({ name: 'from', label: texts.from, type: 'date', value: period.fromDay, error: faults.from })}
${textField({ name: 'until', label: texts.until, type: 'date', value: period.untilDay, error: faults.until })}
${more?.fields ?? nothing}
<div class="actions"><button>${texts.show}</button></div>
</form>`;
  const shown = texts.shown(period.mode === 'live' ? texts.live : texts.test, period.fromDay, period.untilDay);
  return html`<p class="presets"><strong>${shown}</strong></p><p class="presets">${texts.shortcuts} ${presets}</p>
${folded({ summary: texts.filters, content: fields, isOpen: !isUsual || more?.isChosen === true })}`;
}
