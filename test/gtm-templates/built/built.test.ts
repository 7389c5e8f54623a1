// The built templates, whole, as people import them: each change of a template shows here as a change of its file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';

const cure = 'Run "npm run build -- --no-loader --out test/gtm-templates/built" and review the difference.';
const built = await buildTemplates({ types: 'none' });
const committed = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.tpl'));

describe('the built templates', () => {
  test('every template has a committed copy, and every copy a template', () => {
    expect(committed.sort(), cure).toEqual(built.map(({ fileName }) => fileName).sort());
  });

  test.each(built)('$fileName equals its committed copy', ({ fileName, tpl }) => {
    expect(tpl, cure).toBe(readFileSync(join(import.meta.dirname, fileName), 'utf8'));
  });

  test.each(built)('$fileName is read without faults', ({ tpl }) => {
    expect(parseTpl(tpl).faults).toEqual([]);
  });

  test.each(built)('$fileName brings a picture of 64 by 64 pixels that costs less than 10 kB', ({ tpl }) => {
    const [type, base64 = ''] = String(Object(parseTpl(tpl).info['brand']).thumbnail).split(',');
    const png = Buffer.from(base64, 'base64');
    expect([type, png.toString('latin1', 1, 4)]).toEqual(['data:image/png;base64', 'PNG']);
    // See https://www.w3.org/TR/png/#11IHDR.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([64, 64]);
    expect(base64.length).toBeLessThan(10_000);
  });

  // GTM’s compiler is not public; syntax of this age is what published templates are made of.
  test.each(built)('$fileName has no syntax younger than ECMAScript 2015', ({ tpl }) => {
    const { text } = parseTpl(tpl).code;
    expect(() => parse(text, { ecmaVersion: 2015, allowReturnOutsideFunction: true })).not.toThrow();
  });
});
