// How template files come apart into sections and together again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinSections, splitSections, splitTpl } from '../../../functions/downloads/tpl-sections.ts';

const name = fc.stringMatching(/^[A-Z][A-Z_]{0,20}[A-Z]$/);
const line = fc.stringMatching(/^[a-z ]{0,10}[a-z{}"]$/);
const section = fc.record({
  name,
  text: fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
});

describe('joinSections', () => {
  test('a header stands alone, with a blank line behind it and two behind every section', () => {
    const sections = [
      { name: 'INFO', text: '{}' },
      { name: 'NOTES', text: 'a\n\nb' },
    ];
    expect(joinSections(sections)).toBe('___INFO___\n\n{}\n\n\n___NOTES___\n\na\n\nb\n\n\n');
  });
});

describe('splitTpl', () => {
  test('lines before the first header are the preamble', () => {
    expect(splitTpl('\n// by hand\n\n// twice\n\n___INFO___\n')).toMatchObject({ preamble: '// by hand\n\n// twice' });
    expect(splitTpl('___INFO___\n')).toMatchObject({ preamble: '' });
    expect(splitTpl('<html></html>')).toMatchObject({ preamble: '<html></html>', sections: [] });
  });

  test('a BOM is told of and is no text, even if there are two', () => {
    expect(splitTpl('\uFEFF\uFEFF___INFO___\n{}')).toMatchObject({
      hasBom: true,
      preamble: '',
      sections: [{ name: 'INFO' }],
    });
    expect(splitTpl('___INFO___\n{}')).toMatchObject({ hasBom: false });
  });

  test('a BOM behind blank lines is one, and moves no line', () => {
    expect(splitTpl('\r\n \uFEFF\n\uFEFF___INFO___\n{}')).toMatchObject({
      hasBom: true,
      preamble: '',
      sections: [{ name: 'INFO', headerLine: 3 }],
    });
  });

  test('no text is refused', () => {
    const scrap = fc.constantFrom('___INFO___', '___', '\n', '\r', '\uFEFF', ' ', 'a', '___X_Y___');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scrap).map((parts) => parts.join('')),
        ),
        (text) => {
          const { sections } = splitTpl(text);
          const lines = text.split(/\r\n?|\n/);
          for (const { name, headerLine } of sections) expect(lines[headerLine - 1]).toContain(`___${name}___`);
        },
      ),
    );
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

  test('a line ends with CRLF, with a line feed or with a carriage return alone', () => {
    expect(splitSections('___INFO___\r{\r\n}\n1\r\r\n2')).toEqual([
      { name: 'INFO', headerLine: 1, text: '{\n}\n1\n\n2', line: 2 },
    ]);
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
