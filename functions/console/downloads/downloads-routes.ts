// The routes of a property's downloads: the page, and each file with the values of the address in it.
import { bakeContainer, type ContainerBaking } from '../../downloads/bake-container.ts';
import { bakeTemplate } from '../../downloads/bake-template.ts';
import { type BuiltDownloads, printContainer } from '../../downloads/built-downloads.ts';
import { type Answer, page, pageAgain } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { PropertyRequest, PropertyRoute } from '../route.ts';
import { findBuiltFiles } from './built-files.ts';
import { readDownloadValues } from './download-values.ts';
import { downloadsPath, toDownloadsPage } from './downloads-page.ts';

const path = '/properties/:propertyId/downloads';

export const downloadsRoutes: readonly PropertyRoute[] = [
  { method: 'GET', path, needs: 'property_viewer', answer: answerPage },
  { method: 'GET', path: `${path}/:fileName`, needs: 'property_viewer', answer: answerFile },
];

async function answerPage(request: PropertyRequest): Promise<Answer> {
  const values = readDownloadValues(request);
  const built = await findBuiltFiles(request.context.settings.assets);
  const content = toDownloadsPage(request, values, built);
  return values.baking === undefined ? pageAgain(content) : page(content);
}

async function answerFile(request: PropertyRequest): Promise<Answer> {
  const { baking } = readDownloadValues(request);
  const built = await findBuiltFiles(request.context.settings.assets);
  // The page says what is wrong, in words that a saved file cannot.
  if (baking === undefined || built === undefined) {
    return { kind: 'redirect', to: `${downloadsPath(request)}${request.url.search}` };
  }
  const file = bakeFile(built, request.params['fileName'] ?? '', baking);
  if (file === undefined) throw new Refusal('not_found');
  return { kind: 'file', ...file };
}

function bakeFile(
  { containers, templates }: BuiltDownloads,
  name: string,
  baking: ContainerBaking,
): { name: string; type: string; body: string } | undefined {
  const plain = containers.find(({ fileName }) => fileName === name);
  if (plain !== undefined) {
    const body = printContainer(bakeContainer(plain.container, baking));
    return { name, type: 'application/json; charset=utf-8', body };
  }
  const template = templates.find(({ fileName }) => fileName === name);
  if (template === undefined) return undefined;
  return { name, type: 'text/plain; charset=utf-8', body: bakeTemplate(template.tpl, baking) };
}
