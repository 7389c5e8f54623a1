// The README’s table of settings, held to their schema.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../functions/settings.ts';
import { settingsSchema } from '../../functions/settings-schema.ts';
import { codeIn, readMarkdown, root } from './markdown.ts';

const readme = readMarkdown('README.md');

describe('README, settings', () => {
  test('the settings are those of the schema, with their words and defaults', () => {
    const rows = readme
      .rows('Name', 'What it must be', 'Default')
      .map(([name = '', ...rest]) => [codeIn(name), ...rest]);
    const properties: Record<string, { description?: string; default?: unknown }> = settingsSchema['properties'];
    const expected = Object.entries(properties).map(([name, { description = '', default: preset }]) => {
      return [name, description.charAt(0).toUpperCase() + description.slice(1), toDefaultCell(name, preset)];
    });
    expect(rows).toEqual(expected);
  });
});

const needed = { TILLTAG_STORE: 'firestore', TILLTAG_KEYS: `main:${Buffer.alloc(32).toString('base64')}` };

function toDefaultCell(name: string, preset: unknown): string {
  if (settingsSchema.required.includes(name)) return 'required';
  if (name === 'TRUSTED_HOPS') {
    const here = readSettings(needed).trustedHops;
    return `\`${readSettings({ ...needed, K_SERVICE: 'tilltag' }).trustedHops}\` on Cloud Run, else \`${here}\``;
  }
  if (name === 'TILLTAG_ASSETS') return `\`${path.relative(root, readSettings(needed).assets)}\``;
  return preset === undefined || preset === '' ? '' : `\`${preset}\``;
}
