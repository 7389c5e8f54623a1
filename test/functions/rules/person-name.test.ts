// Names: one line in, two parts out.
import { describe, expect, test } from 'vitest';
import { splitName } from '../../../functions/rules/person-name.ts';

describe('splitName', () => {
  test.each([
    ['Ada Lovelace', 'Ada', 'Lovelace'],
    ['Anna Maria Rossi', 'Anna Maria', 'Rossi'],
    ['  Ada \t Lovelace ', 'Ada', 'Lovelace'],
    ['Ada', 'Ada', undefined],
  ])('"%s" is %s and %s', (name, first, last) => {
    expect(splitName(name)).toEqual({ first, last });
  });

  test.each([null, '', '  '])('%j has no parts', (name) => {
    expect(splitName(name)).toEqual({ first: undefined, last: undefined });
  });
});
