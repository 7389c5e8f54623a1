// The page with all settings that are neither secrets nor places: each part with its own form.
import { findSenderFault } from '../../rules/choose-sender.ts';
import type { Property } from '../../rules/property.ts';
import type { Page } from '../answer.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { copyable, facts, message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { sectionTexts, senderFaultTexts, settingsTexts as texts } from '../texts/settings-texts.ts';
import type { SettingSection } from './sections/setting-section.ts';
import { settingSections } from './sections/setting-sections.ts';
import { seenField } from './seen.ts';
import { ownersForm, toSettingsPage } from './settings-frame.ts';

/** A part that could not be saved, as it is shown again. */
export interface SectionAgain {
  id: SettingSection['id'];
  /** With what was entered. */
  fields: readonly Html[];
  /** Why, where that belongs to no field. */
  fault?: string | undefined;
  /** Somebody else changed it: what is stored is shown beside what was entered. */
  isChanged?: boolean;
}

/** The page with what is stored; `again` takes the place of its part. */
export function toGeneralPage(request: PropertyRequest, again?: SectionAgain): Page {
  const { property } = request;
  const parts = settingSections.map((section) =>
    drawSection(request, section, again?.id === section.id ? again : undefined),
  );
  const body = html`<p>${texts.intro}</p>
<section class="panel"><h2>${texts.propertyId}</h2><p class="hint">${texts.propertyIdHint}</p>${copyable(property.id, texts.copy)}</section>
${parts}`;
  return toSettingsPage(request, { id: '', body });
}

/** The values of a part as a digest is made from them. */
export function pickValues({ settings }: SettingSection, property: Property): readonly unknown[] {
  return settings.map((setting) => property[setting]);
}

function drawSection(request: PropertyRequest, section: SettingSection, again: SectionAgain | undefined): Html {
  const { property } = request;
  const { id } = section;
  const { title, intro } = sectionTexts[id];
  const form = ownersForm(request, {
    to: `/${id}`,
    fields: html`${seenField(pickValues(section, property))}${again?.fields ?? section.fields(property)}`,
    submit: html`${texts.save}<span class="unseen">: ${title}</span>`,
  });
  return html`<section class="panel" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
<p>${intro}</p>
${drawFault(section, property, again)}
${request.role === 'owner' ? form : facts(section.describe(property))}
${id === 'payments' ? html`<p><a href="${request.to(`/properties/${property.id}/setup/payments`)}">${sectionTexts.payments.chooseFromList}</a></p>` : nothing}
${id === 'sender' ? drawSenderFault(property, again) : nothing}</section>`;
}

function drawFault(section: SettingSection, property: Property, again: SectionAgain | undefined): Html {
  if (again?.fault === undefined) return nothing;
  if (again.isChanged !== true) return message('bad', again.fault);
  return message('bad', html`<p>${again.fault}</p><h3>${texts.storedNow}</h3>${facts(section.describe(property))}`);
}

/** What a terminal or another setting left behind and a form would refuse. */
function drawSenderFault(property: Property, again: SectionAgain | undefined): Html {
  const fault = findSenderFault(property);
  return fault === undefined || again !== undefined ? nothing : message('warning', senderFaultTexts[fault]);
}
