// Saves one part of the settings, unless somebody else changed the same part meanwhile.
import { PropertyError } from '../../properties/property-error.ts';
import { updateProperty } from '../../properties/update-property.ts';
import type { Property } from '../../rules/property.ts';
import type { PropertySettings } from '../../rules/property-settings.ts';
import { type Answer, pageAgain } from '../answer.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { senderFaultTexts, settingsTexts as texts } from '../texts/settings-texts.ts';
import { auditSettings } from './audit-settings.ts';
import { pickValues, type SectionAgain, toGeneralPage } from './general-page.ts';
import type { SettingSection } from './sections/setting-section.ts';
import { ChangedMeanwhileError, ensureSeen, toSeen } from './seen.ts';
import { backTo, reread } from './settings-frame.ts';

/** Back to the page where it was saved; else the page again, with what was entered and what is wrong. */
export async function saveSection(request: PropertyRequest, section: SettingSection): Promise<Answer> {
  const read = section.read(request.form);
  if (read.kind === 'faulty') return pageAgain(toGeneralPage(request, { id: section.id, fields: read.fields }));
  try {
    await save(request, section, read.value);
    return backTo(request, '');
  } catch (error) {
    const again = toAgain(error, section, { ...request.property, ...read.value });
    if (again === undefined) throw error;
    return pageAgain(toGeneralPage(await reread(request), again));
  }
}

async function save(
  request: PropertyRequest,
  section: SettingSection,
  value: Partial<PropertySettings>,
): Promise<void> {
  const { context, property, form } = request;
  const isSame = (stored: Property): boolean =>
    toSeen(pickValues(section, stored)) === toSeen(pickValues(section, { ...stored, ...value }));
  if (isSame(property)) return;
  const { before, after } = await updateProperty(toPropertyTools(context), property.id, {
    toSettings(stored) {
      if (!isSame(stored)) ensureSeen(form, pickValues(section, stored), stored);
      return value;
    },
  });
  await auditSettings(request, before, after);
}

function toAgain(error: unknown, section: SettingSection, entered: Property): SectionAgain | undefined {
  const { id } = section;
  if (error instanceof ChangedMeanwhileError) {
    return { id, fields: section.fields(entered), fault: texts.changedMeanwhile, isChanged: true };
  }
  if (!(error instanceof PropertyError)) return undefined;
  if (error.fault.code === 'sender_loses_payments' && id === 'sender') {
    return { id, fields: section.fields(entered, { sender: senderFaultTexts[error.fault.fault] }) };
  }
  return { id, fields: section.fields(entered), fault: error.message };
}
