// Looks at the template file of a gallery package: what the gallery wants of it besides what GTM wants of every template.
import type { ParsedTpl } from '../../tpl/parse-tpl.ts';
import { parseTpl } from '../../tpl/parse-tpl.ts';
import { inspectTpl } from '../inspect-tpl.ts';
import { checkThumbnail } from './check-thumbnail.ts';
import { type At, advice, type Finding, fault } from './finding.ts';

/** What the file must be called. */
export const templateFile = 'template.tpl';

/** The categories that the gallery knows: developers.google.com/tag-platform/tag-manager/templates/gallery */
export const categories: readonly string[] =
  'ADVERTISING AFFILIATE_MARKETING ANALYTICS ATTRIBUTION CHAT CONVERSIONS DATA_WAREHOUSING EMAIL_MARKETING EXPERIMENTATION HEAT_MAP LEAD_GENERATION MARKETING PERSONALIZATION REMARKETING SALES SESSION_RECORDING SOCIAL SURVEY TAG_MANAGEMENT UTILITY'.split(
    ' ',
  );

/** Every finding about the text of the file; its tests do not run. */
export async function checkTemplateFile(text: string): Promise<Finding[]> {
  const parsed = parseTpl(text);
  const { problems } = await inspectTpl({ file: templateFile, text });
  const inInfo = placeOfInfo(parsed);
  return [
    ...problems.map(({ line, column, message }) => fault({ file: templateFile, line, column }, message)),
    ...checkTerms(parsed),
    ...checkCategories(parsed.info['categories'], inInfo),
    ...checkContexts(parsed.info['containerContexts'], inInfo),
    ...checkBrand(parsed.info['brand'], inInfo),
  ];
}

function placeOfInfo({ sections }: ParsedTpl): At {
  return { file: templateFile, line: sections.find(({ name }) => name === 'INFO')?.line ?? 1 };
}

function checkTerms({ sections }: ParsedTpl): Finding[] {
  const terms = sections.find(({ name }) => name === 'TERMS_OF_SERVICE');
  if (terms?.text.includes('gallery-tos')) return [];
  const message =
    'The template does not agree to the terms of service; tick their box on the Info tab of GTM’s editor and export it again.';
  return [fault({ file: templateFile, line: terms?.headerLine ?? 1 }, message)];
}

function checkCategories(value: unknown, place: At): Finding[] {
  const named: readonly unknown[] = Array.isArray(value) ? value : [];
  if (named.length === 0) {
    return [fault(place, `The template names no categories; name one to three of ${categories.join(', ')}.`)];
  }
  const unknown = named.filter((one) => !categories.includes(String(one)));
  const sentence = `The gallery does not know ${unknown.join(', ')}; its categories are ${categories.join(', ')}.`;
  return [
    ...(unknown.length > 0 ? [fault(place, sentence)] : []),
    ...(named.length > 3 ? [advice(place, `The template names ${named.length} categories; keep the best three.`)] : []),
  ];
}

function checkContexts(value: unknown, place: At): Finding[] {
  const isOne = Array.isArray(value) && value.length === 1 && ['WEB', 'SERVER'].includes(String(value[0]));
  return isOne ? [] : [fault(place, 'The key containerContexts must hold either "WEB" or "SERVER".')];
}

function checkBrand(value: unknown, place: At): Finding[] {
  const thumbnail: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'thumbnail') : undefined;
  if (typeof thumbnail !== 'string' || thumbnail === '') {
    return [advice(place, 'The template has no thumbnail; the gallery then shows a grey letter.')];
  }
  return checkThumbnail(thumbnail).map((sentence) => advice(place, sentence));
}
