// Finds faults in how a template file is made up of sections: missing ones, doubled ones, and such as exclude each other.
import type { TplSection } from '../../functions/downloads/tpl-sections.ts';
import * as say from './tpl-faults.ts';

/** The sections that depend on the container. */
export const containerSections = {
  web: { code: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', permissions: 'WEB_PERMISSIONS', context: 'WEB' },
  server: { code: 'SANDBOXED_JS_FOR_SERVER', permissions: 'SERVER_PERMISSIONS', context: 'SERVER' },
} as const;

/** The faults, with the text of the file at hand for headers that are none. */
export function checkSections(sections: readonly TplSection[], text: string): say.FormFault[] {
  return [...findMissing(sections, text), ...findDoubles(sections), ...findExcluded(sections)];
}

function findMissing(sections: readonly TplSection[], text: string): say.FormFault[] {
  const has = (name: string) => sections.some((section) => section.name === name);
  const { web, server } = containerSections;
  const code = has(server.permissions) ? server.code : web.code;
  return [has('INFO') ? [] : ['INFO'], has(web.code) || has(server.code) ? [] : [code]].flat().map((name) => {
    const line = text.split(/\r\n?|\n/).findIndex((one) => isNearly(one, name)) + 1;
    return line === 0
      ? say.missingSection({ section: name, line: 1, column: 1 }, name)
      : say.hiddenHeader({ section: name, line, column: 1 }, name);
  });
}

/** Whether a line was meant as this header: indented, with other underscores, in small letters. */
function isNearly(line: string, name: string): boolean {
  const trimmed = line.replace(/^\uFEFF+/, '').trim();
  return (
    /^_+[A-Z_ ]+_+:?$/i.test(trimmed) && trimmed.replace(/[^a-z]/gi, '').toUpperCase() === name.replaceAll('_', '')
  );
}

function findDoubles(sections: readonly TplSection[]): say.FormFault[] {
  return sections.flatMap(({ name, headerLine: line }, index) => {
    const isFirst = sections.findIndex((section) => section.name === name) === index;
    // The terms say nothing about the template, and a published one has them twice.
    if (isFirst || name === 'TERMS_OF_SERVICE') return [];
    return [say.doubleSection({ section: name, line, column: 1 }, name)];
  });
}

function findExcluded(sections: readonly TplSection[]): say.FormFault[] {
  const { web, server } = containerSections;
  const find = (name: string) => sections.find((section) => section.name === name);
  const [first, second] = [find(web.code), find(server.code)]
    .filter((section) => section !== undefined)
    .sort((a, b) => a.headerLine - b.headerLine);
  if (second !== undefined) return [say.twoCodes({ section: second.name, line: second.headerLine, column: 1 })];
  if (first === undefined) return [];
  const foreign = find(first.name === web.code ? server.permissions : web.permissions);
  if (foreign === undefined) return [];
  const place = { section: foreign.name, line: foreign.headerLine, column: 1 };
  return [say.foreignPermissions(place, foreign.name, first.name)];
}
