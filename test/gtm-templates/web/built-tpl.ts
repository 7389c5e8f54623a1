// The template files as the build makes them for one deployment, for tests that run them.
import { type BuiltTemplate, buildTemplates } from '../../../scripts/compiler/build-templates.ts';

/** The deployment that the tests' templates are built for. */
export const endpoint = 'https://tags.example.com/base';

/** The text of the built file of the template in this folder. */
export async function readBuiltTpl(folder: string): Promise<string> {
  return (await readBuilt(folder)).tpl;
}

/** The built template of this folder, of either container; types are left to the checks of the whole project. */
export async function readBuilt(folder: string): Promise<BuiltTemplate> {
  const baking = { endpoint, functionEndpoint: endpoint };
  const [template] = await buildTemplates({ types: 'none', baking, only: folder });
  if (!template) {
    throw new Error(`There is no template folder ${folder}.`);
  }
  return template;
}
