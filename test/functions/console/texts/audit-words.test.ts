// The words of the audit trail: whatever the console's code names where it writes, a person can read.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditWords } from '../../../../functions/console/texts/access-texts.ts';

const folder = path.resolve(import.meta.dirname, '../../../../functions/console');

/** Every word that stands right in a call which writes to the trail. */
const written = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(path.join(folder, file), 'utf8').matchAll(/writeAudit(?:Of)?\([^;]*?\{ what: ([^;]*?)\}\)/g),
  ])
  .flatMap(([, event = '']) => [...event.replace(/about: .*/s, '').matchAll(/'([a-z]+(?:_[a-z]+)+)'/g)])
  .map(([, word = '']) => word);

describe('auditWords', () => {
  it('has a sentence for every word that is written', () => {
    expect(new Set(written).size).toBeGreaterThan(10);
    expect([...new Set(written)].filter((word) => auditWords[word] === undefined)).toEqual([]);
  });
});
