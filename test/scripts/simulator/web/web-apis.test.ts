// The simulator's APIs against the typed list that templates are written with.
import { describe, expect, test } from 'vitest';
import { webApis } from '../../../../gtm-templates/sandbox/web-apis.ts';
import { webApiNames } from '../../../../scripts/simulator/web/web-apis.ts';
import { evaluate } from '../evaluate.ts';
import { findShared } from '../find-shared.ts';

describe('webApiNames', () => {
  test('are the names that templates can import, no more and no fewer', () => {
    expect(webApiNames).toEqual(Object.keys(webApis).sort());
  });

  test.each(webApiNames)('%s can be required', (name) => {
    const permissions = { access_template_storage: {} };
    const run = evaluate(`return require('getType')(require('${name}'));`, { permissions });
    expect(['function', 'object']).toContain(run.returned);
  });

  test.each(webApiNames)('%s is made of nothing that another run or the process has as well', (name) => {
    const give = (): unknown =>
      evaluate(`return require('${name}');`, { permissions: { access_template_storage: {} } }).returned;
    expect(findShared(give(), give())).toEqual([]);
  });
});

describe('createRequire', () => {
  test('answers the same API each time', () => {
    expect(evaluate("return require('Math') === require('Math');").returned).toBe(true);
  });
});
