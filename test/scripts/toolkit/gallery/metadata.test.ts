// metadata.yaml as it is written and read again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMetadata, printMetadata } from '../../../../scripts/toolkit/gallery/metadata.ts';

const sha = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 });
const changeNotes = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
const description = fc.record({
  homepage: fc.webUrl({ validSchemes: ['https'] }),
  documentation: fc.webUrl({ validSchemes: ['https'] }),
  versions: fc.array(fc.record({ sha, changeNotes })),
});

describe('printMetadata', () => {
  test('the newest version comes first', () => {
    const versions = ['b', 'a'].map((digit) => ({ sha: digit.repeat(40), changeNotes: `Change ${digit}.` }));
    expect(
      printMetadata({ homepage: 'https://example.com', documentation: 'https://example.com/docs', versions }),
    ).toBe(
      `homepage: https://example.com
documentation: https://example.com/docs
versions:
  - sha: ${'b'.repeat(40)}
    changeNotes: Change b.
  - sha: ${'a'.repeat(40)}
    changeNotes: Change a.
`,
    );
  });

  test('whatever is written is read again, also a sha of digits alone', () => {
    fc.assert(
      fc.property(description, (written) => {
        const { findings, versions, ...read } = parseMetadata(printMetadata(written));
        expect(findings).toEqual([]);
        const plain = versions.map((one) => ({ sha: one.sha, changeNotes: one.changeNotes }));
        expect({ ...read, versions: plain }).toEqual(written);
      }),
      {
        examples: [
          [
            {
              homepage: 'https://a.example.com',
              documentation: 'https://a.example.com',
              versions: [{ sha: '1'.repeat(40), changeNotes: 'x' }],
            },
          ],
        ],
      },
    );
  });

  test('a sha of digits alone that a person wrote without quotes is read as it stands', () => {
    const digits = '1234567890'.repeat(4);
    const { versions } = parseMetadata(
      `homepage: https://example.com\nversions:\n- sha: ${digits}\n  changeNotes: x\n`,
    );
    expect(versions).toEqual([{ sha: digits, changeNotes: 'x', line: 3, column: 3 }]);
  });
});
