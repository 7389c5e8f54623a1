// Writes to the audit trail which settings somebody changed.
import type { PropertySettings } from '../../rules/property-settings.ts';
import { writeAudit } from '../access/audit.ts';
import type { PropertyRequest } from '../route.ts';
import { describeChanges } from './describe-changes.ts';

/** Writes it where something is another now. Rejects as the store does. */
export async function auditSettings(
  request: PropertyRequest,
  before: PropertySettings,
  after: PropertySettings,
): Promise<void> {
  const about = describeChanges(before, after);
  if (about !== '') await writeAudit(request, { what: 'settings_changed', about });
}
