// The part of the Stripe page about the key ring: how many secrets wait to be encrypted with its newest key.
import { listSealedValues } from '../../../properties/sealed-values.ts';
import { findKeyName } from '../../../store/sealing.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { stripeSettingsTexts as texts } from '../../texts/stripe-settings-texts.ts';
import { ownersForm } from '../settings-frame.ts';

/** How many secrets are encrypted with what, and the button for those that wait. */
export function drawEncryption(request: PropertyRequest): Html {
  const { findDestination, keyRing } = toPropertyTools(request.context);
  const values = listSealedValues(request.property, findDestination);
  const older = values.filter(({ sealed }) => findKeyName(sealed) !== keyRing[0].name).length;
  const state =
    older === 0
      ? message('good', texts.sealedNewest(values.length))
      : message('warning', texts.sealedOlder(older, values.length));
  const button =
    older === 0 ? nothing : ownersForm(request, { to: '/stripe/reseal', fields: [], submit: texts.reseal });
  return html`<section class="panel"><h2>${texts.sealTitle}</h2><p>${texts.sealIntro}</p>${state}${button}</section>`;
}
