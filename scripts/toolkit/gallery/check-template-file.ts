// Looks at the template file of a gallery package: what the gallery wants of it besides what GTM wants of every template.
import { formatTpl } from '../../tpl/format-tpl.ts';
import { type ParsedTpl, parseTpl } from '../../tpl/parse-tpl.ts';
import { inspectTpl } from '../inspect-tpl.ts';
import { checkThumbnail } from './check-thumbnail.ts';
import { type At, advice, type Finding, fault } from './finding.ts';

/** What the file must be called. */
export const templateFile = 'template.tpl';

/** The categories that the gallery knows: developers.google.com/tag-platform/tag-manager/templates/gallery */
const categories: readonly string[] =
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
    ...checkBrand(parsed.info['brand'], inInfo),
    ...(problems.length > 0 ? [] : checkForm(text, formatTpl(parsed))),
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

function checkBrand(value: unknown, place: At): Finding[] {
  const thumbnail: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'thumbnail') : undefined;
  if (typeof thumbnail !== 'string' || thumbnail === '') {
    return [advice(place, 'The template has no thumbnail; the gallery then shows a grey letter.')];
  }
  return checkThumbnail(thumbnail).map((sentence) => advice(place, sentence));
}

/**
 * What GTM would write differently it rewrites at the next import. Blanks and line breaks do not count: Google itself has
 * authors add the categories by hand.
 */
function checkForm(text: string, formatted: string): Finding[] {
  const lines = listInk(text);
  const wanted = listInk(formatted)
    .map(({ ink }) => ink)
    .join('');
  let offset = 0;
  for (const { ink, line } of lines) {
    if (!wanted.startsWith(ink, offset)) return [advice({ file: templateFile, line }, rewritten)];
    offset += ink.length;
  }
  return [];
}

const rewritten =
  'GTM’s editor would write the file differently from this line on; import it there and export it before a release.';

/** The lines of a text without their blanks. */
function listInk(text: string): { ink: string; line: number }[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return lines.map((one, index) => ({ ink: one.replaceAll(/\s+/g, ''), line: index + 1 }));
}
