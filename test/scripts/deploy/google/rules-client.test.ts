// Whose security rules those are that a database has.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { openGcloud } from '../../../../scripts/deploy/google/gcloud.ts';
import { compareRules, createRulesClient, denyAllRules } from '../../../../scripts/deploy/google/rules-client.ts';

describe('compareRules', () => {
  test.each([
    ['ours', denyAllRules, 'current'],
    ['an earlier form of ours', `${denyAllRules.split('\n')[0]}\nservice cloud.firestore {}`, 'outdated'],
    ['those of a locked database', 'match /{document=**} { allow read, write: if false; }', 'outdated'],
    ['rules that let somebody in', 'match /{document=**} { allow read: if request.auth != null; }', 'foreign'],
    ['rules that let everybody in', 'match /{document=**} { allow read, write; }', 'foreign'],
  ])('%s', (_, content, expected) => {
    expect(compareRules(content)).toBe(expected);
  });
});

describe('toShell', () => {
  test('a shell hands the rules over as they are, for the named database and the unnamed one', () => {
    const client = createRulesClient(openGcloud({ env: {}, folder: '/' }));
    const [make = '', release = ''] = client.toShell('shop-123', 'tilltag', false);
    const [, data = ''] = /-d ('(?:[^']|'\\'')*') http/.exec(make) ?? [];
    const read = JSON.parse(execFileSync('/bin/sh', ['-c', `printf '%s' ${data}`], { encoding: 'utf8' }));
    expect(read).toEqual({ source: { files: [{ name: 'firestore.rules', content: denyAllRules }] } });
    expect(release).toContain('releases/cloud.firestore/tilltag');
    expect(client.toShell('shop-123', '(default)', false)[1]).toContain('"projects/shop-123/releases/cloud.firestore"');
  });
});
