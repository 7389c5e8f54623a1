// A whole deployment as it is typed, packages and all: done by the command, done by a shell that is given the dry run, and taken
// away again, with the stand-ins for gcloud and for the API of security rules.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { denyAllRules } from '../../../../scripts/deploy/google/rules-client.ts';
import { installGcloud } from '../../deploy/stand-in/install-gcloud.ts';
import { startRulesApi } from '../../deploy/stand-in/start-rules-api.ts';
import { newWorld, type World } from '../../deploy/stand-in/world.ts';
import { runTilltag } from '../run-tilltag.ts';
import { useCli } from '../use-cli.ts';

const cli = useCli();
const rules = new Map<string, string>();
let server: Server;
let env: Record<string, string>;

beforeEach(async () => {
  rules.clear();
  const api = await startRulesApi(rules);
  server = api.server;
  env = {
    ...installGcloud(cli.folder(), newWorld()),
    CLOUDSDK_API_ENDPOINT_OVERRIDES_FIREBASERULES: api.base,
  };
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const place = ['--project', 'shop-123', '--region', 'europe-west1'];
const console = [
  '--oidc-client-id',
  'client-1',
  '--sign-in-domains',
  'a.example,b.example',
  '--domain',
  'tags.a.example',
];
const readWorld = (): World => JSON.parse(readFileSync(join(cli.folder(), 'world.json'), 'utf8'));

/** The exit code of a shell that reads a script, and ends at the first command that fails. */
async function paste(script: string, variables: Record<string, string>): Promise<unknown> {
  // The stand-in for the API of security rules answers in this process meanwhile.
  const shell = spawn('/bin/sh', ['-e'], { cwd: cli.folder(), env: variables, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.stdin.on('error', () => {});
  shell.stdin.end(script);
  const [code] = await once(shell, 'close');
  return code;
}

/** Of a world that two ways may have made: nobody can foresee a key ring, or when it was kept. */
function withoutRing({ secrets, secretFacts, ...world }: World): unknown {
  expect(parseKeyRing(secrets['tilltag-keys']?.[0] ?? '')).toHaveLength(1);
  expect(Object.keys(secretFacts)).toEqual(Object.keys(secrets));
  return { ...world, client: secrets['tilltag-oidc-client-secret'] };
}

describe('a whole deployment', { timeout: 900_000 }, () => {
  test('is made by one command, found complete by the next, and taken away by a third', async () => {
    const args = ['deploy', ...place, ...console, '--secret', '-', '--yes'];
    // The real program in a process of its own, as somebody would run it.
    const made = await runTilltag(cli.folder(), args, { env, input: 'GOCSPX-hidden' });
    expect({ code: made.code, stderr: made.stderr }).toMatchObject({ code: 0 });
    expect(made.stdout).toContain('https://tags.a.example');
    expect(made.stdout + made.stderr).not.toMatch(/GOCSPX-hidden|ya29\.|main:/);
    const world = readWorld();
    expect(Object.keys(world.services)).toHaveLength(4);
    expect(rules.get('released')).toBe(denyAllRules);
    const packed = readdirSync(join(cli.folder(), '.tilltag/deploy/tilltag/console'));
    expect(packed).toEqual(expect.arrayContaining(['assets', 'index.cjs', 'package-lock.json', 'package.json']));

    const again = await runTilltag(cli.folder(), ['deploy', ...place], { env });
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('nothing to change')]);
    expect(again.stdout).toContain('https://tags.a.example');
    expect(readWorld()).toEqual(world);

    const gone = await cli.run(['destroy', ...place, '--with-data', '--confirm', 'shop-123'], { env });
    expect([gone.code, gone.stdout]).toEqual([0, expect.stringContaining('Removed.')]);
    const { services, accounts, secrets, secretFacts, databases, jobs, policies } = readWorld();
    expect([services, accounts, secrets, secretFacts, databases, jobs]).toEqual([{}, [], {}, {}, {}, {}]);
    expect(policies['project']).toEqual([]);
  });

  test('the dry run, pasted into a shell, makes the same', async () => {
    const args = ['deploy', ...place, ...console, '--secret', '-'];
    const { stdout } = await cli.run([...args, '--dry-run'], { env, input: 'GOCSPX-hidden' });
    expect(await paste(stdout, env)).not.toBe(0);
    expect(readWorld().secrets).not.toHaveProperty('tilltag-oidc-client-secret');
    installGcloud(cli.folder(), newWorld());
    expect(await paste(stdout, { ...env, TILLTAG_OIDC_CLIENT_SECRET: 'GOCSPX-hidden' })).toBe(0);
    const pasted = withoutRing(readWorld());
    expect(rules.get('released')).toBe(denyAllRules);
    expect((await cli.run(['deploy', ...place], { env })).stderr).toContain('nothing to change');

    installGcloud(cli.folder(), newWorld());
    rules.clear();
    expect((await cli.run([...args, '--yes'], { env, input: 'GOCSPX-hidden' })).code).toBe(0);
    expect(withoutRing(readWorld())).toEqual(pasted);
  });
});
