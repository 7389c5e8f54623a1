// What holds for every sentence of the compiler.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as diagnostics from '../../../scripts/compiler/diagnostics.ts';

const place = { file: 'code.ts', line: 14, column: 20 };
const factories = Object.entries(diagnostics).flatMap(([name, value]) =>
  typeof value === 'function' && 'code' in value ? [{ name, code: String(value.code) }] : [],
);

describe('diagnostics', () => {
  test('a fault is printed with file, line and column', () => {
    expect(diagnostics.formatDiagnostic(diagnostics.noTemplateLiterals(place))).toBe(
      'code.ts:14:20 — the sandbox has no template literals; join the strings with +.',
    );
  });

  test('a failed build tells all its faults, one on each line', () => {
    const error = new diagnostics.BuildError([diagnostics.noNew(place), diagnostics.clash(place, 'log', 'a.ts')]);
    expect(error.message.split('\n')).toEqual(error.diagnostics.map(diagnostics.formatDiagnostic));
  });

  test('every fault has a code of its own', () => {
    expect(new Set(factories.map(({ code }) => code)).size).toBe(factories.length);
  });

  test.each(factories)('$code is provoked by a test', ({ name, code }) => {
    const texts = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.test.ts') && file !== 'diagnostics.test.ts')
      .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
    const isNamed = texts.some((text) => text.includes(`say.${name},`) || new RegExp(`['"]${code}\\b`).test(text));
    expect(isNamed, `Write a test that expects ${code}.`).toBe(true);
  });
});
