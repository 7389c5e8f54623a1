// The template files as the build makes them for one deployment, for tests that run them.
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';

/** The deployment that the tests' templates are built for. */
export const endpoint = 'https://tags.example.com/base';

/** The built file of the template in this folder; types are left to the checks of the whole project. */
export async function readBuiltTpl(folder: string): Promise<string> {
  const [template] = await buildTemplates({ types: 'none', baking: { endpoint }, only: folder });
  if (!template) {
    throw new Error(`There is no template folder ${folder}.`);
  }
  return template.tpl;
}
