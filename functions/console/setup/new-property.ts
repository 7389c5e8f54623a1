// Makes a property in an account: name and hostnames, the rest in the steps that follow.
import { createProperty } from '../../properties/create-property.ts';
import { writeAuditOf } from '../access/audit.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import type { Faults } from '../forms/form-result.ts';
import { type EnteredName, nameFields, readNameForm } from '../forms/name-form.ts';
import { form } from '../page/fields.ts';
import { hintView } from '../page/hint-view.ts';
import { html } from '../page/html.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { AccountRequest } from '../route.ts';
import { newPropertyTexts as texts } from '../texts/setup-texts.ts';

/** The empty form. */
export function showNewProperty(request: AccountRequest): Answer {
  return page(draw(request, { name: '', hostnames: '' }));
}

/** Makes the property and leads to the next step of its set-up. */
export async function addProperty(request: AccountRequest): Promise<Answer> {
  const { context, account, visitor, to } = request;
  const result = readNameForm(request.form);
  if (result.kind === 'faulty') return pageAgain(draw(request, result.entered, result.faults));
  const tools = toPropertyTools(context);
  const { id } = await createProperty(tools, { settings: result.value, accountId: account.id });
  await writeAuditOf(context, visitor.user, account.id, { what: 'property_created' }, id);
  return { kind: 'redirect', to: to(`/properties/${id}/setup/keys?notice=created`) };
}

function draw({ to, account, visitor, context }: AccountRequest, entered: EnteredName, faults?: Faults): Page {
  const drawn = form({
    action: to(`/accounts/${account.id}/properties`),
    csrf: visitor.csrf,
    fields: nameFields(entered, faults),
    submit: texts.submit,
  });
  const hint = hintView(context.findHint?.('new'));
  return { title: texts.title, body: html`<p>${texts.intro}</p>${hint}<div class="panel">${drawn}</div>` };
}
