// The step that decides what counts as the value of a payment.
import { type Answer, type Page, page } from '../answer.ts';
import { readValueBasisForm, valueBasisField } from '../forms/value-basis-form.ts';
import { html } from '../page/html.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { type Redrawn, saveSettingsStep } from './save-settings-step.ts';
import { changeForm, drawWithFacts } from './step-frame.ts';

/** The page with what the property has. */
export async function showValueStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Stores what was chosen. */
export async function saveValueStep(request: PropertyRequest): Promise<Answer> {
  return await saveSettingsStep(
    request,
    { id: 'value', toSettings: (valueBasis) => ({ valueBasis }), isTicked: true, draw },
    readValueBasisForm(request.form),
  );
}

async function draw(request: PropertyRequest, { entered, faults, fault }: Redrawn<string> = {}): Promise<Page> {
  return await drawWithFacts(request, (facts) => {
    const fields = valueBasisField(entered ?? facts.property.valueBasis, faults);
    const form = changeForm(request, 'value', { fields, submit: frameTexts.save });
    return { id: 'value', facts, fault, body: html`<div class="panel">${form}</div>` };
  });
}
