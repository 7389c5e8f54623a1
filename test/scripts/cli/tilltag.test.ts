// The program as a whole: its help, its exit codes, its colours.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useCli } from './use-cli.ts';

const { folder, runProcess, run, addShop, readStored } = useCli();

describe('tilltag', () => {
  test('--help shows the commands and the settings, and each command has examples of its own', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const words of ['property', 'TILLTAG_STORE', 'TILLTAG_KEYS', 'STRIPE_API_BASE'])
      expect(stdout).toContain(words);
    expect((await run(['property', 'add', '--help'])).stdout).toContain('npm run tilltag -- property add --name');
    expect((await run(['property', 'update', '--help'])).stdout).toContain('npm run tilltag -- property update');
  });

  test.each([
    [['property', 'connect']],
    [['property', 'destination', 'add']],
    [['sweep']],
    [['replay']],
    [['backfill']],
    [['deliveries']],
  ])('the help of %j shows how it is used', async (command) => {
    expect((await run([...command, '--help'])).stdout).toContain(`npm run tilltag -- ${command.join(' ')}`);
  });

  test.each([[['property', 'show']], [['property', 'destination', 'list']], [['doctor']], [['deliveries']]])(
    'the help of %j says where the id of a property is found',
    async (command) => {
      const { stdout } = await run([...command, '--help']);
      expect(stdout.replace(/\s+/g, ' ')).toContain('tt_…; "property list" shows those there are');
    },
  );

  test.each([['property', 'check'], ['property', 'destination', 'check'], ['doctor']])(
    'the help of %s %s says what the marks mean',
    async (...command) => {
      const { stdout } = await run([...command, '--help']);
      for (const mark of ['✓', '!', '·', '✗']) expect(stdout).toMatch(new RegExp(`${mark} [a-z]`));
    },
  );

  test.each([[[]], [['property']], [['nonsense']], [['property', 'nonsense']], [['property', 'show']]])(
    'the arguments %j are a wrong use, answered with the usage',
    async (args) => {
      const { code, stdout, stderr } = await runProcess(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/Usage:|--help/);
    },
  );

  test.each([[['doctor']], [['property', 'show']], [['deliveries']]])(
    'of %j without an id it says which command lists the ids',
    async (args) => {
      const { code, stderr } = await run(args);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('tilltag -- property list\n') });
    },
  );

  test('a store that cannot be opened is a failure in one sentence', async () => {
    writeFileSync(join(folder(), 'file'), '');
    const env = { TILLTAG_STORE: 'sqlite:file/x.db', TILLTAG_KEYS: `a:${Buffer.alloc(32).toString('base64')}` };
    const { code, stderr } = await run(['property', 'list'], { env });
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('ends quietly where its reader has seen enough, and does all the same what it was asked to', async () => {
    expect(await runProcess(['--help'], { isReaderGone: true })).toEqual({ code: 0, stdout: '', stderr: '' });
    const id = await addShop();
    const renamed = await runProcess(['property', 'update', id, '--name', 'Paper & Pine'], { isReaderGone: true });
    expect(renamed).toMatchObject({ code: 0, stderr: '' });
    expect(await readStored(id)).toMatchObject({ name: 'Paper & Pine' });
  });

  test('writes no colours where the output is no terminal, and some where they are forced', async () => {
    const id = await addShop();
    expect((await runProcess(['property', 'show', id])).stdout).not.toContain('\u001b');
    expect((await runProcess(['property', 'show', id], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b');
  });
});
