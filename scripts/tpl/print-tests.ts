// Writes the tests of a template as GTM's exporter does.
//
// Counted in the tests of more than 300 published templates: scenarios come first, each with its name before its code,
// and the list is not indented; the setup follows; a template without scenarios has `scenarios: []`; one that never had
// a setup has no such key, and one whose setup was emptied has `setup: ''`.
import { printYamlString } from './print-yaml-string.ts';

/** The tests of a template. */
export interface TplTests {
  /** Runs before each scenario. Left out, the key is left out. */
  readonly setup?: string | undefined;
  readonly scenarios: readonly { readonly name: string; readonly code: string }[];
}

/** The text of the section TESTS, without a line break behind it. */
export function printTests({ setup, scenarios }: TplTests): string {
  const list = scenarios.flatMap(({ name, code }, index) => {
    const isLast = setup === undefined && index === scenarios.length - 1;
    return [print('- name', name, 4, false), print('  code', code, 4, isLast)];
  });
  return [
    scenarios.length === 0 ? 'scenarios: []' : 'scenarios:',
    ...list,
    ...(setup === undefined ? [] : [print('setup', setup, 2, true)]),
  ].join('\n');
}

function print(key: string, text: string, indent: number, isLast: boolean): string {
  return `${key}:${printYamlString(text, { column: key.length + 1, indent, isLast })}`;
}
