// The step that names a property and the hosts of its thank-you pages.
import { updateProperty } from '../../properties/update-property.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import type { Faults } from '../forms/form-result.ts';
import { type EnteredName, nameFields, readNameForm, toEnteredName } from '../forms/name-form.ts';
import { html } from '../page/html.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { auditSettings } from '../settings/audit-settings.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { nameStepTexts as texts } from '../texts/step-texts.ts';
import { changeForm, changing, drawWithFacts, goOn } from './step-frame.ts';

/** The page with what the property has. */
export async function showNameStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Stores what was entered. */
export async function saveNameStep(request: PropertyRequest): Promise<Answer> {
  const result = readNameForm(request.form);
  if (result.kind === 'faulty') return pageAgain(await draw(request, result));
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      const { before, after } = await updateProperty(toPropertyTools(request.context), request.property.id, {
        toSettings: () => result.value,
      });
      await auditSettings(request, before, after);
      return goOn(request, 'name');
    },
  );
}

interface Redrawn {
  entered?: EnteredName;
  faults?: Faults;
  fault?: string | undefined;
}

async function draw(request: PropertyRequest, { entered, faults, fault }: Redrawn = {}): Promise<Page> {
  return await drawWithFacts(request, (facts) => {
    const fields = nameFields(entered ?? toEnteredName(facts.property), faults);
    const form = changeForm(request, 'name', { fields, submit: frameTexts.save });
    return { id: 'name', facts, fault, body: html`<p>${texts.intro}</p><div class="panel">${form}</div>` };
  });
}
