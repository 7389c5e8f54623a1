// Turns the scenarios of a template into tests: each must pass on the source and on the built file, which must agree.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/compiler/repository-root.ts';
import { compareScenarios } from '../../scripts/toolkit/agreement/compare-scenarios.ts';
import { readBuilt } from './web/built-tpl.ts';

/** One test per scenario of the template in this folder, built for a deployment as people import it. */
export async function describeScenarios(folder: string): Promise<void> {
  const { container, tpl } = await readBuilt(folder);
  const compared = await compareScenarios(join(repositoryRoot, 'gtm-templates', container, folder), tpl);
  describe(`the scenarios of ${folder}`, () => {
    test('there are some', () => {
      expect(compared).not.toEqual([]);
    });

    // A name in a table of tests would be cut short.
    for (const { name, source, built, difference } of compared) {
      test(name, () => {
        expect(source, 'on the source').toMatchObject({ passed: true, message: '' });
        expect(built, 'in the built file').toMatchObject({ passed: true, message: '' });
        expect(difference).toBeUndefined();
      });
    }
  });
}
