// What may and may not become markup.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, trusted } from '../../../../scripts/stand-ins/page/html.ts';

describe('html', () => {
  it('takes markup and lists as they stand, escapes text and prints nothing for undefined', () => {
    const items = ['<b>', 2].map((value) => html`<li>${value}</li>`);
    expect(html`<ul class="${'"x"'}">${items}${undefined}${trusted('<hr>')}</ul>`.markup).toBe(
      '<ul class="&quot;x&quot;"><li>&lt;b&gt;</li><li>2</li><hr></ul>',
    );
  });

  it('lets no text begin a tag or end an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']/);
      }),
    );
  });
});
