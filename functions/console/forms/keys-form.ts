// The form part for the restricted Stripe keys of both modes: written, checked with Stripe before anything is stored, never shown.
import { parseStripeKey, type StripeKey } from '../../properties/stripe-keys/parse-stripe-key.ts';
import { type CheckedKey, type ProbedKey, probeStripeKey } from '../../properties/stripe-keys/probe-stripe-key.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { secretField } from '../page/fields.ts';
import type { Html } from '../page/html.ts';
import { formTexts, keyTexts as texts } from '../texts/form-texts.ts';
import type { Faults } from './form-result.ts';

/** The key checked and ready to be stored, or what is wrong, at its field. */
export type KeysResult = { kind: 'checked'; keys: CheckedKey[] } | { kind: 'faulty'; faults: Faults };

/** The name of the field of a mode. */
function keyFieldName(mode: StripeMode): string {
  return `stripe_key_${mode}`;
}

/** The fields of both modes, empty whatever is stored; a mode that has a key says so. */
export function keyFields({ stripeKeys }: Pick<Property, 'stripeKeys'>, faults: Faults = {}): readonly Html[] {
  return stripeModes.map((mode) => {
    const name = keyFieldName(mode);
    const isStored = stripeKeys[mode] !== null;
    return secretField({
      ...{ name, label: texts.label[mode], hint: isStored ? texts.storedHint : texts.hint[mode] },
      ...{ placeholder: isStored ? formTexts.stored : `rk_${mode}_…`, error: faults[name] },
    });
  });
}

/** Reads the fields and asks Stripe, at `apiBase` or its own address, about each key that was entered. Never rejects. */
export async function readKeysForm(form: URLSearchParams, apiBase: string | undefined): Promise<KeysResult> {
  const faults: Record<string, string> = {};
  const entered: StripeKey[] = [];
  for (const mode of stripeModes) {
    const text = form.get(keyFieldName(mode)) ?? '';
    if (text.trim() === '') continue;
    const parsed = parseStripeKey(text);
    if (parsed.kind === 'refused') faults[keyFieldName(mode)] = `${parsed.sentence} ${texts.cures[parsed.fault]}`;
    else if (parsed.key.mode !== mode) faults[keyFieldName(mode)] = texts.otherMode[mode];
    else entered.push(parsed.key);
  }
  const probed = await Promise.all(entered.map(async (key) => ({ key, probe: await probeStripeKey(key, apiBase) })));
  for (const { key, probe } of probed) {
    const fault = wordProbe(probe, key.mode);
    if (fault !== undefined) faults[keyFieldName(key.mode)] = fault;
  }
  if (Object.keys(faults).length > 0) return { kind: 'faulty', faults };
  return { kind: 'checked', keys: probed.flatMap(({ probe }) => (probe.kind === 'accepted' ? [probe.key] : [])) };
}

function wordProbe(probe: ProbedKey, mode: StripeMode): string | undefined {
  switch (probe.kind) {
    case 'accepted':
      return undefined;
    case 'lacks_right':
      return texts.lacksRight(probe.right);
    case 'rejected':
      return texts.rejected(mode);
    case 'unavailable':
      return texts.unavailable(probe.reason);
  }
}
