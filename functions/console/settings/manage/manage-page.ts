// The page about what is done with a property as a whole: export, erase, move, delete.
import { listOwnAccounts, type OwnAccount } from '../../access/people/memberships.ts';
import type { Page } from '../../answer.ts';
import { selectField, textField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { manageTexts as texts } from '../../texts/manage-texts.ts';
import { ownersForm, settingsPath, toSettingsPage } from '../settings-frame.ts';
import { toDeletionPath } from './deletion-path.ts';

/** What was wrong with the last form. */
export interface ManageAgain {
  fault?: string | undefined;
  moveFault?: string;
  nameFault?: string;
}

/** The page. */
export async function toManagePage(request: PropertyRequest, again: ManageAgain = {}): Promise<Page> {
  const { property, to, role } = request;
  const isRemoved = property.removalStartedAtMs !== undefined;
  const mayChange = role === 'owner' && !isRemoved;
  const body = html`${isRemoved ? drawBeingDeleted(request) : nothing}
<section class="panel"><h2>${texts.exportTitle}</h2><p>${texts.exportIntro}</p>
<p><a class="button" href="${settingsPath(request, '/export')}" download>${texts.export}</a></p></section>
${mayChange ? html`<section class="panel"><h2>${texts.eraseTitle}</h2><p>${texts.eraseIntro}</p><p><a class="button" href="${to(`/properties/${property.id}/erase`)}">${texts.erase}</a></p></section>` : nothing}
${mayChange ? drawMove(request, await listTargets(request), again.moveFault) : nothing}
${mayChange ? drawDelete(request, again.nameFault) : nothing}`;
  return toSettingsPage(request, { id: '/manage', body, fault: again.fault });
}

/** The other accounts of which the visitor is an owner. */
export async function listTargets({ context, visitor, account }: PropertyRequest): Promise<OwnAccount['account'][]> {
  const own = await listOwnAccounts(context, visitor.user);
  return own.filter((one) => one.role === 'owner' && one.account.id !== account.id).map((one) => one.account);
}

function drawMove(
  request: PropertyRequest,
  targets: readonly OwnAccount['account'][],
  fault: string | undefined,
): Html {
  const choices = targets.map(({ id, name }) => ({ value: id, label: name }));
  const field = selectField({ name: 'account', label: texts.moveTo, choices, error: fault });
  const form = ownersForm(request, { to: '/move', fields: field, submit: texts.moveSubmit });
  return html`<section class="panel"><h2>${texts.moveTitle}</h2><p>${texts.moveIntro}</p>${targets.length === 0 ? html`<p>${texts.moveNone}</p>` : form}</section>`;
}

function drawDelete(request: PropertyRequest, fault: string | undefined): Html {
  const field = textField({
    ...{ name: 'name', label: texts.deleteName, hint: texts.deleteNameHint(request.property.name), error: fault },
    isRequired: true,
  });
  const form = ownersForm(request, { to: '/delete', fields: field, submit: texts.deleteSubmit, isDanger: true });
  return html`<section class="panel"><h2>${texts.deleteTitle}</h2><p>${texts.deleteIntro}</p><p>${texts.deleteBefore}</p><p>${texts.deleteWebhook}</p>${form}</section>`;
}

function drawBeingDeleted(request: PropertyRequest): Html {
  const link = html`<a href="${toDeletionPath(request)}">${texts.goOn}</a>`;
  return message(
    'warning',
    html`<p>${texts.beingDeleted}</p>${request.role === 'owner' ? html`<p>${link}</p>` : nothing}`,
  );
}
