// No page speaks the language of whoever built it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import { reasonWords, wordReason } from '../../../functions/delivery/reason-words.ts';
import { listExamples, pagePaths } from '../../browser/console/page-examples.ts';
import { findForbidden, readPage } from './forbidden-words.ts';
import { type SeededWorld, startSeededShop } from './start-seeded-shop.ts';

const noAssets: ConsoleAssets = { toVersioned: (name) => name, find: () => undefined };

describe('the words of pages', () => {
  let world: SeededWorld;

  beforeAll(async () => {
    world = await startSeededShop(noAssets);
  });

  afterAll(() => world?.close());

  test.each(pagePaths)('%s holds no word and no code that only its builders know', async (path) => {
    const faults: string[] = [];
    for (const { name, path: address, as = 'owner' } of listExamples(path, world)) {
      const { body } = await world.app.get(address, as);
      faults.push(...findForbidden(readPage(body)).map((word) => `${name}: ${word}`));
    }
    expect(faults).toEqual([]);
  });
});

describe('the words of sentences', () => {
  const folders = ['functions/console/texts', 'functions/doctor/texts'];
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));

  test.each(files)('%s holds none of them, shown in a test or not', (file) => {
    // A terminal is for whoever knows its commands.
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\*|\/\*|import|\||terminal:)|command\(/.test(line));
    const sentences = lines.flatMap((line) =>
      [...line.matchAll(/'([^']*)'|`([^`]*)`/g)].map(([, a, b]) => a ?? b ?? ''),
    );
    // What is one word alone is compared with, and not said.
    const said = sentences.filter((sentence) => sentence.includes(' '));
    expect(said.flatMap((sentence) => findForbidden(sentence.replace(/\$\{[^}]*\}/g, '')))).toEqual([]);
  });

  test.each(Object.keys(reasonWords))('the reason %s is told in words', (reason) => {
    expect(findForbidden(wordReason(reason, 'console'))).toEqual([]);
  });
});

describe('findForbidden', () => {
  test.each([
    ['Look into the ledger.', ['ledger']],
    ['The sweep sends it.', ['sweep']],
    ['Told to removed dst_ga4.', ['dst_g', 'dst_ga4']],
    ['Given up: dns_failed.', ['dns_failed']],
  ])('finds what nobody should have to know in “%s”', (text, found) => {
    expect(findForbidden(text)).toEqual(found);
  });

  test.each([
    'Measuring visits (analytics_storage)',
    'It begins with cs_ and stands in Stripe at the payment cs_test_a1b2.',
    'The scheduler asks for POST /sweep every minute.',
    'Write to first_last@shop.example or open https://shop.example/a_page.',
  ])('leaves names of others, paths and addresses alone in “%s”', (text) => {
    expect(findForbidden(text)).toEqual([]);
  });
});
