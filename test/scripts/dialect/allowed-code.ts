// Generates programs from all that the sandbox takes, for the property tests of the dialect.
import fc from 'fast-check';

/** Declares every name that the generated statements use. */
export const declarations = [
  "const log = require('logToConsole');",
  "const JSON = require('JSON');",
  'const call = function (a, b) { return arguments.length; };',
  'let a = data.a;',
  'let b = data.b;',
  'var list = data.list;',
].join('\n');

type Text = fc.Arbitrary<string>;

function fill(template: string, ...parts: Text[]): Text {
  return fc.tuple(...parts).map((texts) => texts.reduce((text, part) => text.replace('§', () => part), template));
}

function oneOf(leaf: Text, ...others: Text[]): Text {
  return fc.oneof({ maxDepth: 4, withCrossShrink: true, depthIdentifier: 'code' }, leaf, ...others);
}

const variable = fc.constantFrom('a', 'b', 'list');
const string = fc.stringMatching(/^[a-zäß😀 ]{0,5}$/u).map((text) => `'${text}'`);
const leaf = fc.oneof(
  variable,
  string,
  fc.constantFrom('data.c', "data['d e']", 'undefined', 'null', 'true', 'false', '[]', '({})'),
  fc.nat({ max: 999 }).map(String),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map(String),
);

const binary = fc.constantFrom(
  ...['+', '-', '*', '/', '%', '==', '!=', '===', '!==', '<', '<=', '>', '>=', '&&', '||'],
  ...['&', '|', '^', '<<', '>>', '>>>'],
);
const method = fc.constantFrom('indexOf', 'slice', 'concat', 'toString', 'replace', 'push', 'map', 'then', 'other');

function expressionOf(expression: Text, statement: Text): Text {
  return oneOf(
    leaf,
    fill('(§ § §)', expression, binary, expression),
    fill('(§ §)', fc.constantFrom('!', '-', '~', 'typeof'), expression),
    fill('(§ ? § : §)', expression, expression, expression),
    fill('data.§(§, §)', method, expression, expression),
    fill('list[§]', expression),
    fill('[§, §]', expression, expression),
    fill("({k: §, 'l m': §, 3: §})", expression, expression, expression),
    fill('((c) => §)', expression),
    fill('(function named(c, d) { § return c; })', statement),
    fill('call(§, §)', expression, expression),
    fill('JSON.stringify(§)', expression),
    fill('(a = §)', expression),
    fill('§', fc.constantFrom('a++', '--b')),
  );
}

function statementOf(statement: Text, expression: Text): Text {
  return oneOf(
    fill('log(§);', expression),
    fill('a = §;', expression),
    fill('b += §;', expression),
    fill('{ const c = §; let d; var e = c; § d = e; }', expression, statement),
    fill('if (§) { § } else if (b) { § } else §', expression, statement, statement, statement),
    fill('for (let i = 0, n = §; i < n; i++) { if (i > 2) continue; § }', expression, statement),
    fill('for (const key in data) { § log(key); }', statement),
    fill('for (const item of list) { § log(item); }', statement),
    fill('while (§) { § break; }', expression, statement),
    fill("switch (§) { case 1: case 'x': § break; default: § }", expression, statement, statement),
    fill('{ hoisted(); function hoisted(p) { § return §; } }', statement, expression),
    fill('call(function () { § if (a) return; // a comment\n }); /* another */', statement),
  );
}

/** Statements, one or more lines each; together with the declarations they are a program. */
export const allowedStatements: fc.Arbitrary<string[]> = fc.array(
  fc.letrec<{ statement: string; expression: string }>((tie) => ({
    statement: statementOf(tie('statement'), tie('expression')),
    expression: expressionOf(tie('expression'), tie('statement')),
  })).statement,
  { minLength: 1, maxLength: 6 },
);
