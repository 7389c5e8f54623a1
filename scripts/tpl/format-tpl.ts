// Prints a template file that was read, as GTM's exporter would: the order, the blank lines, the escapes, the tests.
import { joinSections, type TplFile, type TplSection } from '../../functions/downloads/tpl-sections.ts';
import { formatJson } from './format-json.ts';
import { printTests } from './print-tests.ts';
import { readTests } from './read-tests.ts';

/**
 * The text of the file. Nothing of its meaning changes and nothing is lost: lines before the first header and a BOM stay,
 * an unknown section stays behind the one it follows, and a section that is broken stays as it is, as do tests with
 * comments or other keys. Printing what was printed gives the same text.
 */
export function formatTpl({ hasBom, preamble, sections }: Pick<TplFile, 'hasBom' | 'preamble' | 'sections'>): string {
  const start = `${hasBom ? '\uFEFF' : ''}${preamble === '' ? '' : `${preamble}\n\n`}`;
  return start + joinSections(sortSections(sections).map(formatSection));
}

const order = [
  'TERMS_OF_SERVICE',
  'INFO',
  'TEMPLATE_PARAMETERS',
  'SANDBOXED_JS_FOR_WEB_TEMPLATE',
  'SANDBOXED_JS_FOR_SERVER',
  'WEB_PERMISSIONS',
  'SERVER_PERMISSIONS',
  'TESTS',
  'NOTES',
];

function sortSections(sections: readonly TplSection[]): readonly TplSection[] {
  let rank = -1;
  const ranked = sections.map((section) => {
    const own = order.indexOf(section.name);
    rank = own === -1 ? rank : own;
    return { section, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ section }) => section);
}

function formatSection(section: TplSection): { name: string; text: string } {
  const { name, text } = section;
  switch (name) {
    case 'INFO':
    case 'TEMPLATE_PARAMETERS':
    case 'WEB_PERMISSIONS':
    case 'SERVER_PERMISSIONS':
      return { name, text: formatJson(text) };
    case 'TESTS':
      return { name, text: formatTests(section) };
    default:
      return { name, text };
  }
}

function formatTests(section: TplSection): string {
  const { setup, scenarios, hasMore, faults } = readTests(section);
  if (section.text === '' || hasMore || faults.length > 0) return section.text;
  return printTests({ setup: setup?.text, scenarios });
}
