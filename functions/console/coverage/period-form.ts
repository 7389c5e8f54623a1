// The form that chooses what a page of roll-ups shows: mode and days, and whatever else a page lets choose.
import { selectField, textField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { listPresets, type ReadPeriod, toQuery } from './read-period.ts';

export interface PeriodForm {
  /** A whole path. */
  action: string;
  read: ReadPeriod;
  nowMs: number;
  /** Further fields, and what they stand at, so that the shortcuts keep it. */
  more?: { fields: Html; chosen: Readonly<Record<string, string>> };
}

/** A form that only asks, with shortcuts to usual periods beside it. */
export function periodForm({ action, read: { period, faults }, nowMs, more }: PeriodForm): Html {
  const choices = [
    { value: 'live', label: texts.live },
    { value: 'test', label: texts.test },
  ];
  const presets = listPresets(period.mode, nowMs).map(([label, preset]) => {
    const isCurrent = preset.fromDay === period.fromDay && preset.untilDay === period.untilDay;
    return html`<a href="${action}?${toQuery(preset, more?.chosen)}" ${isCurrent ? html`aria-current="true"` : nothing}>${label}</a>`;
  });
  return html`<form method="get" action="${action}" class="period">
${selectField({ name: 'mode', label: texts.mode, choices, value: period.mode })}
${textField({ name: 'from', label: texts.from, type: 'date', value: period.fromDay, error: faults.from })}
${textField({ name: 'until', label: texts.until, type: 'date', value: period.untilDay, error: faults.until })}
${more?.fields ?? nothing}
<div class="actions"><button>${texts.show}</button></div>
</form>
<p class="presets">${texts.shortcuts} ${presets}</p>`;
}
