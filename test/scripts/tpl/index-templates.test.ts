// Which template a type means.
import { describe, expect, test } from 'vitest';
import type { ExportTemplate } from '../../../functions/downloads/container-export.ts';
import { indexTemplates } from '../../../scripts/tpl/index-templates.ts';

function template(name: string, ownId: string, more: Partial<ExportTemplate> = {}): ExportTemplate {
  const templateData = `___INFO___\n\n{\n  "type": "TAG",\n  "id": "${ownId}"\n}\n`;
  return { accountId: '1', containerId: '2', templateId: '1', name, templateData, ...more };
}

/** The names of the templates by their types. */
function namesOf(...templates: ExportTemplate[]): Record<string, string> {
  return Object.fromEntries([...indexTemplates(templates)].map(([type, { name }]) => [type, name]));
}

describe('indexTemplates', () => {
  test('a template is meant by its own place, whatever the header of the file says', () => {
    const other = template('B', 'cvt_temp_public_id', { containerId: '77', templateId: '3' });
    expect(namesOf(template('A', 'cvt_temp_public_id'), other)).toEqual({ cvt_2_1: 'A', cvt_77_3: 'B' });
  });

  test('a template from the gallery is meant by the gallery’s id as well, in either of its two places', () => {
    const referring = template('A', 'cvt_temp_public_id', { galleryReference: { galleryTemplateId: 'TBWKQ' } });
    const named = template('B', 'cvt_T9HKB', { templateId: '2' });
    expect(namesOf(referring, named)).toEqual({ cvt_2_1: 'A', cvt_TBWKQ: 'A', cvt_2_2: 'B', cvt_T9HKB: 'B' });
  });

  test('an id within a file that is another template’s place means that other', () => {
    expect(namesOf(template('A', 'cvt_2_2'), template('B', 'cvt_2_1', { templateId: '2' }))).toEqual({
      cvt_2_1: 'A',
      cvt_2_2: 'B',
    });
  });

  test('a container without templates has none', () => {
    expect(indexTemplates()).toEqual(new Map());
  });
});
