// What holds for every sentence of the toolkit.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as buildFaults from '../../../scripts/compiler/build-faults.ts';
import * as scenarioFaults from '../../../scripts/compiler/scenario-faults.ts';
import { BuildError, formatDiagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import * as dialectFaults from '../../../scripts/dialect/dialect-faults.ts';
import * as memberFaults from '../../../scripts/dialect/member-faults.ts';
import * as nameFaults from '../../../scripts/dialect/name-faults.ts';
import * as tplFaults from '../../../scripts/tpl/tpl-faults.ts';

const place = { file: 'code.ts', line: 14, column: 20 };
const rooms = {
  compiler: { ...buildFaults, ...scenarioFaults },
  dialect: { ...dialectFaults, ...memberFaults, ...nameFaults },
  tpl: tplFaults,
};
const factories = Object.entries(rooms).flatMap(([room, faults]) =>
  Object.entries(faults).map(([name, { code }]) => ({ room, name, code })),
);

describe('diagnostics', () => {
  test('a fault is printed with file, line and column', () => {
    expect(formatDiagnostic(dialectFaults.noTemplateLiterals(place))).toBe(
      'code.ts:14:20 — the sandbox has no template literals; join the strings with +.',
    );
  });

  test('a failed build tells all its faults, one on each line', () => {
    const error = new BuildError([dialectFaults.noNew(place), buildFaults.clash(place, 'log', 'a.ts')]);
    expect(error.message.split('\n')).toEqual(error.diagnostics.map(formatDiagnostic));
  });

  test('every fault has a code of its own', () => {
    expect(new Set(factories.map(({ code }) => code)).size).toBe(factories.length);
  });

  test.each(factories)('$code is provoked by a test of its room', ({ room, name, code }) => {
    const folder = join(import.meta.dirname, '..', room);
    const texts = readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const isNamed = texts.some((text) => text.includes(`say.${name},`) || new RegExp(`['"]${code}\\b`).test(text));
    expect(isNamed, `Write a test that expects ${code}.`).toBe(true);
  });
});
