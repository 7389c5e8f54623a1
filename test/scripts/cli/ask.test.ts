// Questions at a terminal, which streams stand in for: they prove what is echoed and done, not how a terminal draws it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import picocolors from 'picocolors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askHidden, askYesOrNo } from '../../../scripts/cli/ask.ts';
import type { CliContext } from '../../../scripts/cli/cli-context.ts';
import { runCli } from '../../../scripts/cli/run-cli.ts';
import { type KeyProbeStandIn, startKeyProbe } from './start-key-probe.ts';

/** A terminal at which these keys are pressed; `read` gives what has appeared on it. */
function makeTerminal(keys: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const messages = new PassThrough({ encoding: 'utf8' });
  input.write(keys);
  return { input, messages, read: () => String(messages.read() ?? '') };
}

describe('askHidden', () => {
  test('answers what was typed, corrections included, and shows the question only', async () => {
    const terminal = makeTerminal('rk_test_wronk\u007fg\r');
    expect(await askHidden(terminal, 'Key: ')).toBe('rk_test_wrong');
    expect(terminal.read()).toBe('Key: \n');
  });

  test.each([
    ['Ctrl-C', 'rk_test\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s leaves the question without an answer', async (_, keys) => {
    expect(await askHidden(makeTerminal(keys), 'Key: ')).toBe('');
  });
});

describe('askYesOrNo', () => {
  test.each([
    ['y\r', true],
    ['Yes\r', true],
    ['n\r', false],
    ['\r', false],
    ['\u0003', false],
  ])('the keys %j mean %s', async (keys, answer) => {
    expect(await askYesOrNo(makeTerminal(keys), 'Sure?')).toBe(answer);
  });
});

describe('runCli at a terminal', () => {
  let stripe: KeyProbeStandIn;
  let folder: string;
  beforeAll(async () => {
    stripe = await startKeyProbe();
    folder = mkdtempSync(join(tmpdir(), 'tilltag-ask-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await stripe.stop();
  });

  async function runAt(keys: string, args: string[]) {
    const terminal = makeTerminal(keys);
    const output = new PassThrough({ encoding: 'utf8' });
    const context: CliContext = {
      env: { STRIPE_API_BASE: stripe.apiBase },
      folder,
      input: terminal.input,
      output,
      messages: terminal.messages,
      colors: picocolors.createColors(false),
      now: () => 1_700_000_000_000,
      randomBytes: (count) => new Uint8Array(count).fill(7),
      onInterrupt: () => () => {},
    };
    const env = { ...context.env, TILLTAG_STORE: `sqlite:${join(folder, 'x.db')}`, TILLTAG_KEYS: sealingKey };
    const code = await runCli(args, { ...context, env });
    return { code, stdout: String(output.read() ?? ''), stderr: terminal.read() };
  }
  const sealingKey = `a:${Buffer.alloc(32, 3).toString('base64')}`;
  const add = ['property', 'add', '--name', 'Shop', '--hostname', 'shop.example.com'];
  const id = `tt_${'h'.repeat(20)}`;

  test('a key is asked for where none was given, and does not appear', async () => {
    const { code, stdout, stderr } = await runAt('rk_test_51SecretTyped0009\r', add);
    expect(code).toBe(0);
    expect(stdout).toContain('rk_test_…0009');
    expect(stdout + stderr).not.toContain('Secret');
    expect(stdout).toContain(id);
  });

  test('the same Property ID a second time is a failure that changes nothing', async () => {
    const { code, stderr } = await runAt('', [...add, '--stripe-key', 'rk_test_51SecretOther0008']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('is taken') });
  });

  test('no key typed is a wrong use', async () => {
    expect(await runAt('\r', add)).toMatchObject({ code: 2, stderr: expect.stringContaining('No key was entered') });
  });

  test('the secret of a webhook that is made by hand can be typed at once, and does not appear', async () => {
    const connect = ['property', 'connect', id, '--mode', 'live', '--endpoint', 'https://tags.example.com'];
    const secret = `whsec_${'s'.repeat(32)}`;
    const { code, stdout, stderr } = await runAt(`${secret}\r`, connect);
    expect(code).toBe(0);
    expect(stderr).toContain('Signing secret (whsec_…, stays hidden');
    expect(stdout).toContain('1 live secret is held');
    expect(stdout + stderr).not.toContain(secret);
    expect((await runAt('\r', connect)).stdout).not.toContain('Stored the webhook secret');
  });

  test('the secret of a destination is asked for where none was given, and does not appear', async () => {
    const add = ['property', 'destination', 'add', id, '--kind', 'ga4', '--measurement-id', 'G-SHOP1234'];
    const { code, stdout, stderr } = await runAt('SecretOfTheStream\r', add);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('API secret of the data stream') });
    expect(stdout + stderr).not.toContain('SecretOf');
    expect(await runAt('\r', add)).toMatchObject({ code: 2 });
  });

  test('a destination whose removal is not confirmed stays', async () => {
    const { stdout } = await runAt('', ['property', 'destination', 'list', id]);
    const [destination = ''] = /dst_\w+/.exec(stdout) ?? [];
    const remove = ['property', 'destination', 'remove', id, destination];
    expect(await runAt('n\r', remove)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing was removed'),
    });
    expect(await runAt('y\r', remove)).toMatchObject({ code: 0 });
  });

  test('a removal that is not confirmed removes nothing, and one that is removes', async () => {
    expect(await runAt('n\r', ['property', 'remove', id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing was removed'),
    });
    // The secret was typed by hand, and no live key is there that could look for its endpoint.
    expect(await runAt('y\r', ['property', 'remove', id])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(`^Removed ${id}\\.\nIts live webhook could not be removed from Stripe\\. .*\n$`),
    });
    expect(existsSync(join(folder, '.tilltag'))).toBe(false);
  });
});
