// How template files come apart into sections and together again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinSections, splitSections } from '../../../functions/downloads/tpl-sections.ts';

const name = fc.stringMatching(/^[A-Z][A-Z_]{0,20}[A-Z]$/);
const line = fc.stringMatching(/^[a-z ]{0,10}[a-z{}"]$/);
const section = fc.record({
  name,
  text: fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
});

describe('joinSections', () => {
  test('headers stand alone, with a blank line behind and two between sections', () => {
    const sections = [
      { name: 'INFO', text: '{}' },
      { name: 'NOTES', text: 'a\n\nb' },
    ];
    expect(joinSections(sections)).toBe('___INFO___\n\n{}\n\n\n___NOTES___\n\na\n\nb\n\n');
  });
});

describe('splitSections', () => {
  test('what was joined comes apart into the same sections', () => {
    fc.assert(
      fc.property(fc.array(section), (sections) => {
        const found = splitSections(joinSections(sections));
        expect(found.map(({ name, text }) => ({ name, text }))).toEqual(sections);
      }),
    );
  });

  test('header and text know their lines', () => {
    expect(splitSections('// by hand\n___INFO___\n\n\n{\n}\n')).toEqual([
      { name: 'INFO', headerLine: 2, text: '{\n}', line: 5 },
    ]);
  });

  test('a BOM and CRLF are read as if they were not there', () => {
    expect(splitSections('\uFEFF___INFO___\r\n\r\n{\r\n}\r\n')[0]).toMatchObject({ name: 'INFO', text: '{\n}' });
  });

  test('blanks behind a header do not hide it', () => {
    expect(splitSections('___INFO___ \t\n{}').map(({ name }) => name)).toEqual(['INFO']);
  });

  test('an empty section has an empty text', () => {
    expect(splitSections('___TESTS___\n\n\n___NOTES___\n').map(({ text }) => text)).toEqual(['', '']);
  });

  test('underscores within a line are text', () => {
    expect(splitSections('___NOTES___\n see ___INFO___\n___info___')).toHaveLength(1);
  });

  test('text without any header has no sections', () => {
    expect(splitSections('<html></html>')).toEqual([]);
  });
});
