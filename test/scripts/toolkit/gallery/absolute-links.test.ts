// Links of a README that moves to another repository.
import { describe, expect, test } from 'vitest';
import { makeLinksAbsolute } from '../../../../scripts/toolkit/gallery/absolute-links.ts';

const folder = 'gtm-templates/web/my-tag';
const source = 'https://github.com/owner/name';

describe('makeLinksAbsolute', () => {
  test('links into the repository become absolute, those to files as pages, pictures as they are', () => {
    const text = '[a](code.ts), [b](../other/README.md#use "Title"), [c](/LICENSE), ![d](picture.png)';
    expect(makeLinksAbsolute(text, folder, source)).toEqual({
      text: `[a](${source}/blob/HEAD/${folder}/code.ts), [b](${source}/blob/HEAD/gtm-templates/web/other/README.md#use "Title"), [c](${source}/blob/HEAD/LICENSE), ![d](${source}/raw/HEAD/${folder}/picture.png)`,
      lost: [],
    });
  });

  test('addresses, anchors and mail stay as they are', () => {
    const text = '[a](https://example.com/x), [b](#fields), [c](mailto:ada@example.com), [d](//example.com)';
    expect(makeLinksAbsolute(text, folder, undefined)).toEqual({ text, lost: [] });
  });

  test('without the address of the repository, links into it are lost', () => {
    const text = 'See [a](code.ts) and ![b](b.png).';
    expect(makeLinksAbsolute(text, folder, undefined)).toEqual({ text, lost: ['code.ts', 'b.png'] });
  });
});
