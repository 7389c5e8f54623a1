// The commands for Google Cloud as they are typed, with the stand-in for gcloud as a process of its own.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { installGcloud } from '../../deploy/stand-in/install-gcloud.ts';
import { newWorld, type World } from '../../deploy/stand-in/world.ts';
import { useCli } from '../use-cli.ts';

const cli = useCli();
const place = ['--project', 'shop-123', '--region', 'europe-west1'];
let env: Record<string, string>;
const ourService = {
  metadata: {
    name: 'tilltag-public',
    labels: { 'tilltag-package': 'abc', 'cloud.googleapis.com/location': 'europe-west1' },
  },
};

beforeEach(() => {
  env = installGcloud(cli.folder(), newWorld());
});

function setWorld(world: World): void {
  writeFileSync(join(cli.folder(), 'world.json'), JSON.stringify(world));
}

describe('tilltag deploy', { timeout: 600_000 }, () => {
  test('--dry-run prints every command in order, no secret, and what it costs, and changes nothing', async () => {
    const before = readFileSync(join(cli.folder(), 'world.json'), 'utf8');
    const args = [
      'deploy',
      ...place,
      '--dry-run',
      '--oidc-client-id',
      'client-1',
      '--sign-in-domains',
      'a.example,b.example',
    ];
    const { code, stdout } = await cli.run([...args, '--secret', '-'], { env, input: 'GOCSPX-hidden' });
    expect(code).toBe(0);
    expect(stdout).not.toContain('GOCSPX-hidden');
    const commands = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(commands[0]).toMatch(/^gcloud services enable run\.googleapis\.com /);
    expect(commands.find((line) => line.includes('secrets create tilltag-keys'))).toMatch(
      /^printf 'main:%s' "\$\(openssl rand -base64 32\)" \| gcloud /,
    );
    const names = commands.flatMap((line) => /^gcloud run deploy (\S+) --source=(\S+)/.exec(line)?.slice(1) ?? []);
    expect(names).toEqual(
      ['webhook', 'sweep', 'public', 'console'].flatMap((name) => [
        `tilltag-${name}`,
        `.tilltag/deploy/tilltag/${name}`,
      ]),
    );
    for (const name of ['public', 'console'])
      expect(existsSync(join(cli.folder(), '.tilltag/deploy/tilltag', name, 'package-lock.json'))).toBe(true);
    expect(stdout).toContain("'--update-env-vars=^;^");
    expect(stdout).toContain('# What a month costs');
    expect(readFileSync(join(cli.folder(), 'world.json'), 'utf8')).toBe(before);
  });

  test('refuses what is mistyped before anything is asked of Google', async () => {
    for (const wrong of [
      ['--project', 'Shop', '--region', 'europe-west1'],
      ['--project', 'shop-123', '--region', 'Europe'],
      [...place, '--prefix', 'a'],
      [...place, '--function', 'everything'],
      [...place, '--min-instances', '1.5'],
      [...place, '--keys-file', 'not-there.txt'],
    ]) {
      expect((await cli.run(['deploy', ...wrong], { env })).code, wrong.join(' ')).toBe(2);
    }
    expect(existsSync(join(cli.folder(), 'world.json.log'))).toBe(false);
  });

  test('where nobody can be asked, it shows the plan and changes nothing without --yes', async () => {
    const args = ['deploy', ...place, '--function', 'webhook'];
    const { code, stderr } = await cli.run(args, { env });
    expect(code).toBe(2);
    expect(stderr).toContain('- Create the database tilltag in europe-west1');
    expect(stderr).toContain('Add --yes');
    expect(JSON.parse(readFileSync(join(cli.folder(), 'world.json'), 'utf8'))).toEqual(newWorld());
  });

  test('a fault of Google’s ends it with 1 and its cure', async () => {
    setWorld({ ...newWorld(), account: '' });
    const { code, stderr } = await cli.run(['deploy', ...place], { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining('gcloud auth login')]);
  });
});

describe('tilltag destroy', { timeout: 120_000 }, () => {
  test('says where nothing is there, and prints the commands of what is', async () => {
    expect((await cli.run(['destroy', ...place], { env })).stdout).toBe('Nothing of it is there.\n');
    setWorld({
      ...newWorld(),
      ...{ apis: ['run.googleapis.com'], services: { 'tilltag-public': ourService } },
    });
    const { stdout } = await cli.run(['destroy', ...place, '--dry-run'], { env });
    expect(stdout).toContain(
      'gcloud run services delete tilltag-public --region=europe-west1 --project=shop-123 --quiet',
    );
    expect(stdout).toContain('# The database tilltag and the key ring tilltag-keys stay.');
    const { stdout: all } = await cli.run(['destroy', ...place, '--dry-run', '--with-data'], { env });
    expect(all).toContain('# The images that Google built stay');
    expect(all).not.toContain('key ring tilltag-keys stay');
  });

  test('says to whoever is about to agree what stays, and what nothing brings back', async () => {
    setWorld({ ...newWorld(), apis: ['run.googleapis.com'], services: { 'tilltag-public': ourService } });
    const kept = await cli.run(['destroy', ...place], { env });
    expect(kept.stderr).toContain('The database tilltag and the key ring tilltag-keys stay.');
    const gone = await cli.run(['destroy', ...place, '--with-data'], { env });
    expect(gone.stderr).toContain('Nothing brings the data back after that.');
  });

  test('needs the sign-in for a dry run as well, and says so before', async () => {
    setWorld({ ...newWorld(), account: '' });
    const { code, stderr } = await cli.run(['destroy', ...place, '--dry-run'], { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining('gcloud auth login')]);
    const { stdout } = await cli.run(['destroy', '--help']);
    expect(stdout).toContain('a dry run needs the sign-in to gcloud as well');
  });

  test('removes only when the project’s name is typed', async () => {
    const world = {
      ...newWorld(),
      ...{ apis: ['run.googleapis.com'], services: { 'tilltag-public': ourService } },
    };
    setWorld(world);
    const services = () => JSON.parse(readFileSync(join(cli.folder(), 'world.json'), 'utf8')).services;
    const asked = ['destroy', ...place];
    expect((await cli.run(asked, { env })).code).toBe(2);
    expect((await cli.run(asked, { env, isTerminal: true, input: 'yes\n' })).code).toBe(1);
    expect(services()).toEqual(world.services);
    const { code, stdout } = await cli.run(asked, { env, isTerminal: true, input: 'shop-123\n' });
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('The database tilltag and the key ring tilltag-keys stay.'),
    ]);
    expect(services()).toEqual({});
  });

  test('takes nothing away where the functions run in another region', async () => {
    const world = { ...newWorld(), apis: ['run.googleapis.com'], services: { 'tilltag-public': ourService } };
    setWorld(world);
    const elsewhere = ['destroy', '--project', 'shop-123', '--region', 'us-central1', '--confirm', 'shop-123'];
    const { code, stderr } = await cli.run(elsewhere, { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Say --region europe-west1')]);
    expect(JSON.parse(readFileSync(join(cli.folder(), 'world.json'), 'utf8'))).toEqual(world);
  });
});

describe('tilltag costs', () => {
  test('prints two sizes unless told, and one as JSON', async () => {
    expect((await cli.run(['costs'])).stdout).toMatch(/10,000 payments +1,000,000 payments/);
    const { months } = await cli.runJson(['costs', '--payments', '500']);
    expect(months).toEqual([expect.objectContaining({ payments: 500, usd: expect.any(Number) })]);
    expect((await cli.run(['costs', '--payments', 'many'])).code).toBe(2);
  });
});
