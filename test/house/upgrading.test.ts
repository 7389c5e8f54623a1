// The upgrade notes, held to the version, the database's steps and the commands that they name.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recountDaysBack } from '../../functions/coverage/recount-days.ts';
import { schemaVersion } from '../../functions/store/sqlite/migrate.ts';
import { figuresIn, readMarkdown, root } from './markdown.ts';

const page = readMarkdown('.github/UPGRADING.md');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** How far back Stripe tells of events: https://docs.stripe.com/api/events */
const stripeKeepsDays = '30';

describe('UPGRADING', () => {
  test('the newest version that it knows is this one, and the older ones stand below it', () => {
    const versions = [...page.text.matchAll(/^### (\d+)\.(\d+)\.(\d+)$/gm)].map((parts) => parts.slice(1).map(Number));
    expect(versions[0]?.join('.')).toBe(version);
    const descending = versions.toSorted(([a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]) => x - a || y - b || z - c);
    expect(versions).toEqual(descending);
  });

  test('the schema of the database is that of the newest step', () => {
    expect(page.text).toContain(`This version works with schema ${schemaVersion}.`);
    expect(figuresIn(page.text)).toEqual([
      String(schemaVersion),
      String(recountDaysBack),
      stripeKeepsDays,
      stripeKeepsDays,
    ]);
  });

  test('the loader that it names is the one that functions serve', () => {
    const served = readFileSync(path.join(root, 'functions/public/loader-file.ts'), 'utf8');
    const [, seconds] = /max-age=(\d+)/.exec(served) ?? [];
    expect(page.text).toContain('`tilltag.v1.js`');
    expect(served).toContain('tilltag.v1.js');
    expect(Number(seconds)).toBe(3_600);
    expect(page.text).toContain('an hour after it changed');
  });

  test('the way of the key ring is that of the command', () => {
    const help = readFileSync(path.join(root, 'scripts/cli/keys/keys-rotate.ts'), 'utf8');
    for (const words of ['openssl rand -base64 32', '2026:NEW…,main:OLD…']) {
      expect(help).toContain(words);
      expect(page.text).toContain(words);
    }
  });
});
