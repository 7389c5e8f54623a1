// How built code is laid out.
import { describe, expect, test } from 'vitest';
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

  test('a formatter that is not installed is named with the cure, also where the code fills the pipe to it', async () => {
    const code = 'f();\n'.repeat(1_000_000);
    await expect(formatCode(code, { formatter: 'no-such-formatter' })).rejects.toThrow(
      'run npm ci if it is not installed',
    );
  });
});
