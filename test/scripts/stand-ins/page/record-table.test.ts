// Records in columns, and as lists on a phone.
import { describe, expect, it } from 'vitest';
import { html } from '../../../../scripts/stand-ins/page/html.ts';
import { recordTable } from '../../../../scripts/stand-ins/page/record-table.ts';

const { markup } = recordTable(
  [{ label: 'Name' }, { label: 'A "total"', isNumber: true }],
  [
    ['<Ada>', html`<b>7</b>`],
    ['Bob', undefined],
  ],
);

describe('recordTable', () => {
  it('heads each column once', () => {
    expect(markup).toContain('<th scope="col">Name</th><th scope="col" class="number">A &quot;total&quot;</th>');
  });

  it('repeats the label at each cell, for screens without room for columns, and escapes the cells', () => {
    expect(markup).toContain('<td data-label="Name">&lt;Ada&gt;</td>');
    expect(markup).toContain('<td class="number" data-label="A &quot;total&quot;"><b>7</b></td>');
  });

  it('leaves a cell without a value empty', () => {
    expect(markup).toContain('<td data-label="Name">Bob</td><td class="number" data-label="A &quot;total&quot;"></td>');
  });
});
