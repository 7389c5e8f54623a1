// The step that decides what counts as the value of a payment.
import { tickOff } from '../../properties/tick-off.ts';
import { updateProperty } from '../../properties/update-property.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import type { Faults } from '../forms/form-result.ts';
import { readValueBasisForm, valueBasisField } from '../forms/value-basis-form.ts';
import { html } from '../page/html.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { auditSettings } from '../settings/audit-settings.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { changeForm, changing, drawWithFacts, goOn } from './step-frame.ts';

/** The page with what the property has. */
export async function showValueStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Stores what was chosen. */
export async function saveValueStep(request: PropertyRequest): Promise<Answer> {
  const result = readValueBasisForm(request.form);
  if (result.kind === 'faulty') return pageAgain(await draw(request, result));
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      const tools = toPropertyTools(request.context);
      const { before, after } = await updateProperty(tools, request.property.id, {
        toSettings: () => ({ valueBasis: result.value }),
      });
      await tickOff(tools, request.property.id, { done: ['value'] });
      await auditSettings(request, before, after);
      return goOn(request, 'value');
    },
  );
}

interface Redrawn {
  entered?: string;
  faults?: Faults;
  fault?: string | undefined;
}

async function draw(request: PropertyRequest, { entered, faults, fault }: Redrawn = {}): Promise<Page> {
  return await drawWithFacts(request, (facts) => {
    const fields = valueBasisField(entered ?? facts.property.valueBasis, faults);
    const form = changeForm(request, 'value', { fields, submit: frameTexts.save });
    return { id: 'value', facts, fault, body: html`<div class="panel">${form}</div>` };
  });
}
