// The step that names a property and the hosts of its thank-you pages.
import { type Answer, type Page, page } from '../answer.ts';
import { type EnteredName, nameFields, readNameForm, toEnteredName } from '../forms/name-form.ts';
import { html } from '../page/html.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { nameStepTexts as texts } from '../texts/step-texts.ts';
import { type Redrawn, saveSettingsStep } from './save-settings-step.ts';
import { changeForm, drawWithFacts } from './step-frame.ts';

/** The page with what the property has. */
export async function showNameStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Stores what was entered. */
export async function saveNameStep(request: PropertyRequest): Promise<Answer> {
  return await saveSettingsStep(
    request,
    { id: 'name', toSettings: (named) => named, isTicked: false, draw },
    readNameForm(request.form),
  );
}

async function draw(request: PropertyRequest, { entered, faults, fault }: Redrawn<EnteredName> = {}): Promise<Page> {
  return await drawWithFacts(request, (facts) => {
    const fields = nameFields(entered ?? toEnteredName(facts.property), faults);
    const form = changeForm(request, 'name', { fields, submit: frameTexts.save });
    return { id: 'name', facts, fault, body: html`<p>${texts.intro}</p><div class="panel">${form}</div>` };
  });
}
