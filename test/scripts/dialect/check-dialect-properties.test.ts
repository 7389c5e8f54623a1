// What holds for any program: all that the grammar of the sandbox makes passes, and one construct beyond it fails.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedStatements, declarations } from './allowed-code.ts';
import { faultsOf } from './faults-of.ts';

/** One construct each that the sandbox lacks, with its fault. */
const forbidden = [
  ['log(`x`);', 'no_template_literals'],
  ['log(/x/);', 'no_regex_literals'],
  ['log([...list]);', 'no_spread'],
  ['log((...rest) => rest);', 'no_rest_parameters'],
  ['var {f} = data;', 'no_destructuring'],
  ['log((f = 1) => f);', 'no_default_parameters'],
  ['log({a});', 'no_shorthand_properties'],
  ['log({[a]: 1});', 'no_computed_keys'],
  ['log({f() {}});', 'no_method_properties'],
  ['log({get f() { return 1; }});', 'no_accessors'],
  ['log(class {});', 'no_classes'],
  ['log(new call());', 'no_new'],
  ['log(this);', 'no_this'],
  ['try { log(1); } finally { log(2); }', 'no_try'],
  ["throw 'x';", 'no_throw'],
  ['delete data.f;', 'no_delete'],
  ["log('f' in data);", 'no_in'],
  ['log(a instanceof call);', 'no_instanceof'],
  ['void log(1);', 'no_void'],
  ['log(+a);', 'no_unary_plus'],
  ['here: for (;;) { break here; }', 'no_labels'],
  ['debugger;', 'no_debugger'],
  ['do { log(1); } while (a);', 'no_do_while'],
  ['log(1), log(2);', 'no_comma'],
  ['log(data?.f);', 'no_optional_chaining'],
  ['log(a ?? b);', 'no_nullish_coalescing'],
  ['log(2 ** 3);', 'no_exponent'],
  ['log(async () => 1);', 'no_async'],
  ['log(function* () {});', 'no_generators'],
  ['log(1n);', 'no_big_ints'],
  ['log(1_0);', 'no_numeric_separators'],
  ['log(0b1);', 'no_binary_numbers'],
  ['a -= 1;', 'no_compound_assignment'],
  ['log(window);', 'undeclared_name'],
  ['log(Math);', 'undeclared_api'],
  ['call(unheard);', 'undeclared_name'],
  ['JSON = 1;', 'const_assignment'],
  ["log(''.includes('x'));", 'unknown_member'],
  ['log(JSON.foo);', 'unknown_member'],
  ["data.url.startsWith('x');", 'unknown_method'],
  ["require('noApi');", 'unknown_api_name'],
] as const;

const programOf = (statements: readonly string[]) => [declarations, ...statements].join('\n');

describe('checkDialect, for any program', () => {
  test('all that the grammar of the sandbox makes passes, as ours and as a stranger’s', () => {
    fc.assert(
      fc.property(allowedStatements, (statements) => {
        expect(faultsOf(programOf(statements))).toEqual([]);
        expect(faultsOf(programOf(statements), { kind: 'built' })).toEqual([]);
      }),
    );
  });

  test.each(forbidden)('"%s" between any statements is the one fault, %s, on its line', (construct, code) => {
    fc.assert(
      fc.property(allowedStatements, fc.nat(), (statements, seed) => {
        const at = seed % (statements.length + 1);
        const before = programOf(statements.slice(0, at));
        const found = faultsOf([before, construct, ...statements.slice(at)].join('\n'));
        const line = before.split('\n').length + 1;
        expect(found).toEqual([expect.stringMatching(new RegExp(`^${code} ${line}:`))]);
      }),
      { numRuns: 20 },
    );
  });

  test('any text at all gets an answer, and its faults stand inside it, in order', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), allowedStatements.map(programOf).chain(damage)), (text) => {
        const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
        const places = faultsOf(text).map((fault) => fault.split(' ')[1]?.split(':').map(Number) ?? []);
        for (const [line = 0, column = 0] of places)
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
        expect(places).toEqual(places.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
      }),
    );
  });
});

/** The text without one of its pieces. */
function damage(text: string): fc.Arbitrary<string> {
  const piece = fc.tuple(fc.nat({ max: text.length }), fc.nat({ max: 5 }));
  return piece.map(([from, length]) => text.slice(0, from) + text.slice(from + length));
}
