// How the real program is started, on the stand-in as a process of its own.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gcloud, GcloudError, openGcloud } from '../../../../scripts/deploy/google/gcloud.ts';
import { installGcloud } from '../stand-in/install-gcloud.ts';
import { newWorld } from '../stand-in/world.ts';

describe('openGcloud', () => {
  let folder: string;
  let gcloud: Gcloud;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tilltag-gcloud-'));
    const env = installGcloud(folder, { ...newWorld(), apis: ['secretmanager.googleapis.com'] });
    gcloud = openGcloud({ env, folder });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('hands a secret over by the standard input, and reads what was made back as JSON', async () => {
    const args = [
      ...['secrets', 'create', 'a-secret', '--replication-policy=user-managed', '--locations=europe-west1'],
      '--data-file=-',
    ];
    await gcloud.run({ args, input: { text: 'main:hidden', shell: 'cat' } });
    const read = { args: ['secrets', 'versions', 'access', '1', '--secret=a-secret'] };
    expect(await gcloud.run(read)).toBe('main:hidden');
    expect(await gcloud.ask(['secrets', 'list'])).toMatchObject([{ name: 'projects/123456789012/secrets/a-secret' }]);
  });

  test('a refusal carries gcloud’s own words', async () => {
    await expect(gcloud.ask(['projects', 'describe', 'other-1'])).rejects.toMatchObject({
      message: 'gcloud projects describe other-1 failed.',
      said: 'ERROR: (gcloud) [owner@example.com] does not have permission to access [other-1].',
    });
    await expect(gcloud.run({ args: ['run', 'deploy', 'a', '--nonsense'] })).rejects.toThrow(GcloudError);
    await expect(gcloud.ask(['secrets', 'describe', 'none', '--project=other-1'])).rejects.toMatchObject({
      projectId: 'other-1',
    });
  });

  test('an answer that is no JSON is told as such, with its end', async () => {
    await expect(gcloud.ask(['auth', 'print-access-token'])).rejects.toMatchObject({
      message: 'gcloud auth print-access-token answered something else than JSON.',
      said: 'ya29.stand-in',
    });
  });

  test('where gcloud is missing, the error says how to get it', async () => {
    await expect(openGcloud({ env: { PATH: `${folder}none` }, folder }).ask(['auth', 'list'])).rejects.toMatchObject({
      isMissing: true,
      message: expect.stringContaining('https://cloud.google.com/sdk/docs/install'),
    });
    const machine = { platform: 'win32', exists: () => false } as const;
    await expect(openGcloud({ env: {}, folder, machine }).ask(['version'])).rejects.toMatchObject({ isMissing: true });
  });

  test('no argument is read by a shell', async () => {
    const word = `--filter=$(touch made) "%PATH%" & 'a' | b > made`;
    await gcloud.ask(['auth', 'list', word]);
    const [line = ''] = readFileSync(join(folder, 'world.json.log'), 'utf8').split('\n');
    expect(JSON.parse(line).args).toContain(word);
    expect(existsSync(join(folder, 'made'))).toBe(false);
  });
});
