// The form part for whose payments belong to a property: the whole account's, those of some links, or those that come back to its hostnames.
import type { Scope } from '../../rules/property.ts';
import { chooseScope, settingChoices, settingParsers } from '../../rules/property-settings.ts';
import { checkboxField, radioField, textField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { formTexts, scopeTexts as texts } from '../texts/form-texts.ts';
import { type Faults, type FormResult, readLines } from './form-result.ts';

/** As it stands in the fields. */
export interface EnteredScope {
  kind: string;
  /** `plink_…`, whether ticked or typed. */
  links: string[];
}

/** A payment link as it is offered: its id, and where it leads buyers. */
export interface OfferedLink {
  id: string;
  url: string;
}

/** The fields with the scope that a property has. */
export function toEnteredScope(scope: Scope): EnteredScope {
  return { kind: scope.kind, links: scope.kind === 'payment_links' ? scope.ids : [] };
}

/** The field `scope`, and the links: those of `offered` to be ticked, the others to be typed. */
export function scopeFields(
  { kind, links }: EnteredScope,
  { faults = {}, offered = [] }: { faults?: Faults; offered?: readonly OfferedLink[] },
): readonly Html[] {
  const choices = settingChoices.scope.map((scope) => ({ value: scope, ...texts.choices[scope] }));
  const typed = links.filter((id) => !offered.some((link) => link.id === id));
  return [
    radioField({
      ...{ name: 'scope', label: texts.label, hint: texts.hint, choices, value: kind },
      error: faults['scope'],
    }),
    offered.length === 0 ? nothing : offeredLinks(offered, links),
    textField({
      ...{ name: 'payment_links', label: texts.links, value: typed.join('\n'), rows: 3, placeholder: 'plink_…' },
      ...{ hint: offered.length === 0 ? texts.linksHint : texts.otherLinksHint, error: faults['payment_links'] },
    }),
  ];
}

function offeredLinks(offered: readonly OfferedLink[], chosen: readonly string[]): Html {
  const boxes = offered.map(({ id, url }) =>
    checkboxField({ name: `link_${id}`, label: url, hint: id, isChecked: chosen.includes(id) }),
  );
  return html`<fieldset class="field links"><legend>${texts.offered}</legend>${boxes}</fieldset>`;
}

/** What was chosen; links count only under their own scope, and are kept in the fields either way. */
export function readScopeForm(form: URLSearchParams): FormResult<Scope, EnteredScope> {
  const ticked = [...form.keys()].flatMap((name) => (name.startsWith('link_') ? [name.slice('link_'.length)] : []));
  const typed = readLines(form.get('payment_links') ?? '');
  const entered: EnteredScope = { kind: form.get('scope') ?? '', links: [...new Set([...ticked, ...typed])] };
  const kind = settingParsers.scope(entered.kind);
  if (kind.kind === 'refused') return { kind: 'faulty', entered, faults: { scope: formTexts.chooseOne } };
  if (kind.value !== 'payment_links') return { kind: 'read', value: { kind: kind.value } };
  const parsed = entered.links.map((id) => settingParsers.paymentLink(id));
  const fault = parsed.find((one) => one.kind === 'refused');
  if (fault?.kind === 'refused') return { kind: 'faulty', entered, faults: { payment_links: fault.sentence } };
  const paymentLinks = parsed.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  const chosen = chooseScope({ kind: 'payment_links', paymentLinks }, { kind: 'account' });
  if (chosen.kind === 'scope') return { kind: 'read', value: chosen.scope };
  return { kind: 'faulty', entered, faults: { payment_links: texts.noLinks } };
}
