// Adds and forgets the signing secrets of a property's webhook.
import { forgetOldSecrets, storeWebhookSecret } from '../../../properties/webhook/connect-property.ts';
import { parseWebhookSecret } from '../../../properties/webhook/webhook-secrets.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, pageAgain } from '../../answer.ts';
import { readMode } from '../../forms/read-mode.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { formTexts } from '../../texts/form-texts.ts';
import { answerChange, backTo } from '../settings-frame.ts';
import { toStripePage } from './stripe-page.ts';
import { forgetFieldName, secretFieldName } from './webhook-part.ts';

/** Stores a secret as the newest of its mode; with the box ticked, as the only one. */
export async function addWebhookSecret(request: PropertyRequest): Promise<Answer> {
  const { context, form, property } = request;
  const mode = readMode(form);
  if (mode === undefined) return pageAgain(toStripePage(request, { fault: formTexts.chooseOne }));
  const secret = parseWebhookSecret(form.get(secretFieldName(mode)) ?? '');
  if (secret.kind === 'refused') {
    return pageAgain(toStripePage(request, { faults: { [secretFieldName(mode)]: secret.sentence } }));
  }
  return await answerChange(
    (fault) => toStripePage(request, { fault }),
    async () => {
      const whose = { propertyId: property.id, mode, forgetsOld: form.has(forgetFieldName(mode)) };
      await storeWebhookSecret(toPropertyTools(context), whose, secret.value);
      await writeAudit(request, { what: 'webhook_secret_added', about: mode });
      return backTo(request, '/stripe');
    },
  );
}

/** Keeps the newest secret of the mode alone. */
export async function forgetWebhookSecrets(request: PropertyRequest): Promise<Answer> {
  const mode = readMode(request.form);
  if (mode === undefined) return pageAgain(toStripePage(request, { fault: formTexts.chooseOne }));
  return await answerChange(
    (fault) => toStripePage(request, { fault }),
    async () => {
      const whose = { propertyId: request.property.id, mode };
      const { before, after } = await forgetOldSecrets(toPropertyTools(request.context), whose);
      if (before !== after) await writeAudit(request, { what: 'webhook_secrets_forgotten', about: mode });
      return backTo(request, '/stripe');
    },
  );
}
