// How built code is laid out.
import { describe, expect, test } from 'vitest';
import { formatterScript } from '../../../scripts/compiler/find-formatter.ts';
import { formatCode } from '../../../scripts/compiler/format-code.ts';

describe('formatCode', () => {
  test('gaps that erased types left are closed, and comments stay', async () => {
    const code = 'const a         = "x"; // why\n\n\n\n/** Doc. */\nfunction f(a      , b   )    { return (c) => a }\n';
    expect(await formatCode(code)).toBe(
      "const a = 'x'; // why\n\n/** Doc. */\nfunction f(a, b) {\n  return (c) => a;\n}\n",
    );
  });

  test('no comma stands behind the last argument, however long the call', async () => {
    const [first, last] = ['a'.repeat(60), 'b'.repeat(60)];
    expect(await formatCode(`f(${first}, ${last});\nconst list = [${first}, ${last}];\n`)).toBe(
      `f(\n  ${first},\n  ${last}\n);\nconst list = [\n  ${first},\n  ${last},\n];\n`,
    );
  });

  test('code that does not parse is refused', async () => {
    await expect(formatCode('const = ;')).rejects.toThrow('The formatter refused the code');
  });

  test.each([
    ['a script that Node does not find', { command: process.execPath, args: ['no-such-formatter'] }],
    ['a program that is not there', { command: 'no-such-formatter', args: [] }],
  ])('%s is answered with the cure, also where the code fills the pipe to it', async (_case, formatter) => {
    const code = 'f();\n'.repeat(1_000_000);
    await expect(formatCode(code, { formatter })).rejects.toThrow('run npm ci if it is not installed');
  });

  test('the program and the script that starts it lay code out alike', async () => {
    const code = 'const a = {b:1,c:"2"}\nf( a )';
    expect(await formatCode(code)).toBe(await formatCode(code, { formatter: formatterScript }));
  });
});
