// The form with the filters of the list, by GET, so that an address holds all of them.
import type { Property } from '../../../rules/property.ts';
import { pageDestination } from '../../../rules/purchase-outcome.ts';
import { type Choice, selectField, textField } from '../../page/fields.ts';
import { folded } from '../../page/folded.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { conversionTexts as texts } from '../../texts/conversion-texts.ts';
import { nameDestination } from '../name-destination.ts';
import { type ReadFilters, sourceFilters, statusFilters } from './read-filters.ts';

/** What the form is made from. */
export interface FilterForm {
  action: string;
  property: Property;
  read: ReadFilters;
}

/** With what was chosen, and what was wrong at its field; open where either is. */
export function filterForm({ action, property, read: { filters, faults } }: FilterForm): Html {
  const { mode, q, status, source, destination, from, until } = filters;
  const isFiltered = Object.values({ ...filters, mode: '' }).some((value) => value !== '');
  const modes = [toChoice('live', texts.modes.live), toChoice('test', texts.modes.test)];
  const form = html`<form method="get" action="${action}" class="panel filters" role="search" aria-label="${texts.filters}">
${textField({ name: 'q', label: texts.search, hint: texts.searchHint, value: q, type: 'search' })}
<div class="filter-row">
${selectField({ name: 'mode', label: texts.mode, choices: modes, value: mode })}
${selectField({ name: 'status', label: texts.status, choices: withAny(statusFilters.map((word) => toChoice(word, texts.statuses[word]))), value: status ?? '' })}
${selectField({ name: 'source', label: texts.source, choices: withAny(sourceFilters.map((word) => toChoice(word, texts.sources[word]))), value: source ?? '' })}
${selectField({ name: 'destination', label: texts.destination, choices: withAny(listDestinations(property, destination)), value: destination ?? '' })}
${textField({ name: 'from', label: texts.from, value: from, type: 'date', error: faults.from })}
${textField({ name: 'until', label: texts.until, value: until, type: 'date', error: faults.until })}
</div>
<div class="actions"><button>${texts.show}</button>${isFiltered ? html`<a href="${action}?mode=${mode}">${texts.clear}</a>` : nothing}</div></form>`;
  const isOpen = isFiltered || Object.keys(faults).length > 0;
  return folded({ summary: texts.filters, content: form, isOpen });
}

function listDestinations(property: Property, chosen: string | undefined): Choice[] {
  const known = [pageDestination, ...property.destinations.map(({ id }) => id)];
  const ids = chosen === undefined || known.includes(chosen) ? known : [...known, chosen];
  return ids.map((id) => toChoice(id, id === pageDestination ? texts.pages : nameDestination(property, id)));
}

function withAny(choices: readonly Choice[]): Choice[] {
  return [toChoice('', texts.any), ...choices];
}

function toChoice(value: string, label: string): Choice {
  return { value, label };
}
