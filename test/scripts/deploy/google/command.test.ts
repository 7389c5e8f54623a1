// What a person sees of a command.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quote, toShell } from '../../../../scripts/deploy/google/command.ts';

describe('toShell', () => {
  test('words that a shell would read differently stand in quotes', () => {
    expect(toShell({ args: ['scheduler', '--schedule=* * * * *', "--name=it's"] })).toBe(
      `gcloud scheduler '--schedule=* * * * *' '--name=it'\\''s'`,
    );
  });

  test('a secret is made by the line itself and does not stand in it', () => {
    const line = toShell({ args: ['secrets', 'create'], input: { text: 'hidden', shell: 'openssl rand 32' } });
    expect(line).toBe('openssl rand 32 | gcloud secrets create');
  });
});

describe('quote', () => {
  test('the project’s number is read from its variable where nobody knows it', () => {
    const word = 'it’s at https://a-PROJECT_NUMBER.run.app; PROJECT_NUMBER';
    const env = { PROJECT_NUMBER: '42' };
    const read = execFileSync('/bin/sh', ['-c', `printf '%s' ${quote(word)}`], { encoding: 'utf8', env });
    expect(read).toBe('it’s at https://a-42.run.app; 42');
    expect(quote('--uri=https://a-PROJECT_NUMBER.run.app')).toBe('--uri=https://a-"$PROJECT_NUMBER".run.app');
  });

  test('a shell reads every word back as it was', () => {
    const words = fc.array(
      fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(words, (list) => {
        const script = `printf '%s\\0' ${list.map((word) => quote(word)).join(' ')}`;
        expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(`${list.join('\0')}\0`);
      }),
      { numRuns: 30 },
    );
  });
});
