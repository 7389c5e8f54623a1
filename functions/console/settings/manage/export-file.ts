// The file with all settings of a property.
import { exportSettings } from '../../../properties/export-settings.ts';
import type { Answer } from '../../answer.ts';
import type { PropertyRequest } from '../../route.ts';

/** JSON without any secret, saved under the property's id. */
export function answerExport({ property }: PropertyRequest): Answer {
  const body = `${JSON.stringify(exportSettings(property), null, 2)}\n`;
  return { kind: 'file', name: `${property.id}-settings.json`, type: 'application/json; charset=utf-8', body };
}
