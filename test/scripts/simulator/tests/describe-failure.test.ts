// The lines that messages name.
import { describe, expect, test } from 'vitest';
import { messageOf } from './run-tests.ts';

const setup = 'const check = (value) => {\n  assertThat(value).isEqualTo(1);\n};';

describe('a message', () => {
  test('names the line of the scenario', async () => {
    expect(await messageOf('runCode();\n\nassertThat(2).isEqualTo(1);', { setup })).toBe(
      'Expected 2 to equal 1. (line 3 of the scenario)',
    );
  });

  test('names the line of the setup where the assertion stands there', async () => {
    expect(await messageOf('check(2);', { setup })).toBe('Expected 2 to equal 1. (line 2 of the setup)');
  });

  test("names the line of the template's file for an error of the template", async () => {
    const code = 'const a = 1;\nreturn data.a.b;';
    expect(await messageOf('runCode({});', { code })).toMatch(
      /^Cannot access the property b of undefined\. .* \(line 14 of the file\)$/,
    );
  });

  test('names the line of the test for an assertion that the template reaches through a mock', async () => {
    const scenario = "mock('sendPixel', (url) => {\n  assertThat(url).isEqualTo('b');\n});\nrunCode();";
    expect(await messageOf(scenario, { code: "require('sendPixel')('a');" })).toBe(
      'Expected "a" to equal "b". (line 2 of the scenario)',
    );
  });

  test('names the line from far below as well', async () => {
    const scenario = "const deep = (n) => (n > 0 ? deep(n - 1) : fail('deep'));\ndeep(30);";
    expect(await messageOf(scenario)).toBe('deep (line 1 of the scenario)');
  });
});
