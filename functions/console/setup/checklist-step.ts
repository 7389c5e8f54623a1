// The step about what has to be set outside Google Tag Manager, each item ticked off by itself.
import { type ChecklistItem, createChecklist } from '../../downloads/checklist.ts';
import { tickOff } from '../../properties/tick-off.ts';
import { type Answer, type Page, page } from '../answer.ts';
import { toChecklistReader } from '../downloads/download-values.ts';
import { checkboxField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { checklistTexts as texts } from '../texts/step-texts.ts';
import { isOwnItem } from './setup-steps.ts';
import { changeForm, changing, drawWithFacts, goOn } from './step-frame.ts';

/** The page with what is ticked off. */
export async function showChecklistStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Keeps what is ticked off, and what is not any more. */
export async function saveChecklistStep(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => draw(request, fault),
    async () => {
      const ids = listItems(request).map(({ id }) => id);
      const done = ids.filter((id) => request.form.has(id));
      const open = ids.filter((id) => !request.form.has(id));
      await tickOff(toPropertyTools(request.context), request.property.id, { done, open });
      return goOn(request, 'checklist');
    },
  );
}

function listItems(request: PropertyRequest): ChecklistItem[] {
  return createChecklist(toChecklistReader(request)).filter(isOwnItem);
}

async function draw(request: PropertyRequest, fault?: string): Promise<Page> {
  return await drawWithFacts(request, (facts) => {
    const { ticked = {} } = facts.property;
    const items = listItems(request);
    const places = [...new Set(items.map(({ where }) => where))];
    const fields = places.map((where) => {
      const boxes = items
        .filter((item) => item.where === where)
        .map((item) => drawItem(item, Object.hasOwn(ticked, item.id)));
      const legend = where === 'Your site' ? texts.legendSite : texts.legend(where);
      return html`<fieldset class="field"><legend>${legend}</legend>${boxes}</fieldset>`;
    });
    const form = changeForm(request, 'checklist', { fields, submit: frameTexts.save });
    return { id: 'checklist', facts, fault, body: html`<p>${texts.intro}</p><div class="panel">${form}</div>` };
  });
}

function drawItem({ id, title, todo, otherwise, onlyFor }: ChecklistItem, isChecked: boolean): Html {
  const only = onlyFor === undefined ? nothing : html`${texts.onlyFor[onlyFor]}. `;
  const hint = html`${only}${texts.todo}: ${todo}<br>${texts.otherwise}: ${otherwise}`;
  return checkboxField({ name: id, label: texts.tick(title), hint, isChecked });
}
