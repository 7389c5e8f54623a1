// Stores, replaces and removes the restricted keys of a property.
import type { PropertyUpdate } from '../../../properties/update-property.ts';
import { updateProperty } from '../../../properties/update-property.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, pageAgain } from '../../answer.ts';
import { readKeysForm } from '../../forms/keys-form.ts';
import { readMode } from '../../forms/read-mode.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { formTexts } from '../../texts/form-texts.ts';
import { settingsTexts } from '../../texts/settings-texts.ts';
import { stripeSettingsTexts as texts } from '../../texts/stripe-settings-texts.ts';
import { ChangedMeanwhileError, ensureSeen } from '../seen.ts';
import { answerChange, backTo, reread } from '../settings-frame.ts';
import { toStripePage } from './stripe-page.ts';

/** Stores the keys that Stripe accepts; a mode whose field is empty keeps what it has. */
export async function storeKeys(request: PropertyRequest): Promise<Answer> {
  const result = await readKeysForm(request.form, request.context.settings.stripeApiBase);
  if (result.kind === 'faulty') return pageAgain(toStripePage(request, { faults: result.faults }));
  const { keys } = result;
  if (keys.length === 0) return pageAgain(toStripePage(request, { fault: texts.nothing }));
  return await changeKeys(request, { keys }, 'stripe_key_replaced', keys.map(({ mode }) => mode).join(', '));
}

/** Removes the key of one mode. */
export async function removeKey(request: PropertyRequest): Promise<Answer> {
  const droppedKey = readMode(request.form);
  if (droppedKey === undefined) return pageAgain(toStripePage(request, { fault: formTexts.chooseOne }));
  return await changeKeys(request, { droppedKey }, 'stripe_key_removed', droppedKey);
}

async function changeKeys(
  request: PropertyRequest,
  update: PropertyUpdate,
  what: string,
  about: string,
): Promise<Answer> {
  const { context, property, form } = request;
  try {
    return await answerChange(
      async (fault) => toStripePage(await reread(request), { fault }),
      async () => {
        await updateProperty(toPropertyTools(context), property.id, {
          ...update,
          toSettings(stored) {
            ensureSeen(form, stored.stripeKeys, stored);
            return {};
          },
        });
        await writeAudit(request, { what, about });
        return backTo(request, '/stripe');
      },
    );
  } catch (error) {
    if (!(error instanceof ChangedMeanwhileError)) throw error;
    return pageAgain(toStripePage({ ...request, property: error.stored }, { fault: settingsTexts.secretMeanwhile }));
  }
}
