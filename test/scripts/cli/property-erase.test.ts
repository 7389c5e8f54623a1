// The command that erases a buyer: what it says, and that it lets no address into a command line or a print.
import { describe, expect, test } from 'vitest';
import { useShop } from './use-shop.ts';

const { addShop, addContainer, buy, run, runJson, permit, changeStored, world } = useShop();

/** A shop whose ledger knows a payment of ada@example.com, swept in from Stripe. */
async function sell(): Promise<{ id: string; sessionId: string }> {
  const id = await addShop();
  await addContainer(id);
  const sessionId = buy();
  // A minute later, for Stripe is asked for whole seconds that are over.
  await run(['sweep', '--property', id, '--since', '1h'], { now: () => Date.now() + 60_000 });
  return { id, sessionId };
}

describe('property erase', () => {
  test('erases by the session and says how many', async () => {
    const { id, sessionId } = await sell();
    const erased = await run(['property', 'erase', id, '--session', sessionId, '--yes']);
    expect(erased).toMatchObject({ code: 0, stdout: 'The buyer’s data of 1 payment were erased.\n', stderr: '' });
    const again = await run(['property', 'erase', id, '--session', sessionId, '--yes']);
    expect(again.stdout).toBe('The buyer’s data of 0 payments were erased.\nErased before: 1 payment.\n');
  });

  test('erases by an address that comes on standard input, and never prints it', async () => {
    const { id } = await sell();
    const { code, stdout, stderr } = await run(['property', 'erase', id, '--email', '-', '--yes'], {
      input: 'ADA@example.com\n',
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'The buyer’s data of 1 payment were erased.\n' });
    expect(`${stdout}${stderr}`).not.toMatch(/ada@/i);
  });

  test('asks for the address at a terminal, where nothing of it appears', async () => {
    const { id } = await sell();
    const asked = await run(['property', 'erase', id, '--email', '-', '--yes'], {
      input: 'ada@example.com\n',
      isTerminal: true,
    });
    expect(asked.stdout).toContain('The buyer’s data of 1 payment were erased.');
    expect(asked.stderr).not.toContain('ada@');
  });

  test('prints one object with --json', async () => {
    const { id, sessionId } = await sell();
    expect(await runJson(['property', 'erase', id, '--session', sessionId, '--yes'])).toEqual({
      ...{ property_id: id, erased: 1, repeated: 0, unknown: 0, stripe_not_asked: [] },
    });
  });

  test('ends with 1 and the cure where Stripe could not be asked, and says what was erased all the same', async () => {
    const { id } = await sell();
    permit('rak_event_read');
    const { code, stdout, stderr } = await run(['property', 'erase', id, '--email', '-', '--yes'], {
      input: 'ada@example.com',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'The buyer’s data of 1 payment were erased.\n' });
    expect(stderr).toContain('test sessions: the Stripe key lacks a right; "property check" names it.');
  });

  test('says that a session is not known, which is no fault', async () => {
    const id = await addShop();
    const { code, stdout } = await run(['property', 'erase', id, '--session', 'cs_test_neverToldOf1', '--yes']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'The buyer’s data of 0 payments were erased.\nThe property knew nothing of this session. What is told of it later is kept without personal data.\n',
    });
  });

  test('lists with --dry-run what would be erased, without the address, and changes nothing', async () => {
    const { id, sessionId } = await sell();
    const { code, stdout } = await run(['property', 'erase', id, '--email', '-', '--dry-run'], {
      input: 'ada@example.com',
    });
    expect(code).toBe(0);
    expect(stdout).toContain('Kept here: 1 payment.\n');
    expect(stdout).toMatch(new RegExp(`  \\d{4}-\\d\\d-\\d\\dT\\S+Z  ${sessionId}  49\\.50 USD  paid`));
    expect(stdout).toContain('What was sold, its campaign and the consent stay here without the buyer');
    expect(stdout).toContain('Stripe and the destinations keep what they got.');
    expect(stdout).toMatch(/nothing was erased\.\n$/);
    expect(stdout).not.toMatch(/ada@|Byron/i);
    const erased = await run(['property', 'erase', id, '--session', sessionId, '--yes']);
    expect(erased.stdout).toBe('The buyer’s data of 1 payment were erased.\n');
    expect((await run(['property', 'erase', id, '--session', sessionId, '--dry-run'])).stdout).toContain(
      'erased before',
    );
  });

  test('prints the list as one object with --json', async () => {
    const { id, sessionId } = await sell();
    const printed = await runJson(['property', 'erase', id, '--session', sessionId, '--dry-run']);
    expect(printed).toMatchObject({
      ...{ property_id: id, dry_run: true, not_kept: [], also_known_to: [], stripe_not_asked: [] },
      payments: [{ session_id: sessionId, value: 49.5, currency: 'USD', status: 'paid', erased_before: false }],
    });
    expect(JSON.stringify(printed)).not.toMatch(/ada@|Byron/i);
  });

  test('names other properties that know the buyer', async () => {
    const { id } = await sell();
    const other = await addShop();
    await addContainer(other);
    await run(['sweep', '--property', other, '--since', '1h'], { now: () => Date.now() + 60_000 });
    const { stdout } = await run(['property', 'erase', id, '--email', '-', '--dry-run'], { input: 'ada@example.com' });
    expect(stdout).toContain(`The buyer is known to another property too: ${other}`);
  });

  test('asks at a terminal after showing the list, and erases after a yes', async () => {
    const { id, sessionId } = await sell();
    const command = ['property', 'erase', id, '--session', sessionId];
    const declined = await run(command, { input: 'n\n', isTerminal: true });
    expect(declined).toMatchObject({ code: 1, stdout: '' });
    expect(declined.stderr).toContain('Kept here: 1 payment.');
    expect(declined.stderr).toContain('Nothing was erased.');
    const agreed = await run(command, { input: 'y\n', isTerminal: true });
    expect(agreed).toMatchObject({ code: 0, stdout: 'The buyer’s data of 1 payment were erased.\n' });
  });

  test('does not ask where there is nothing to erase', async () => {
    const id = await addShop();
    const found = await run(['property', 'erase', id, '--email', '-'], {
      input: 'bob@example.com\n',
      isTerminal: true,
    });
    expect(found).toMatchObject({ code: 0, stdout: '' });
    expect(found.stderr).toContain('Nothing is kept, and there is nothing to erase.');
  });

  test('prints one object with --json also where there is nothing to erase', async () => {
    const id = await addShop();
    const found = await run(['property', 'erase', id, '--email', '-', '--json'], {
      input: 'bob@example.com\n',
      isTerminal: true,
    });
    expect(JSON.parse(found.stdout)).toEqual({
      ...{ property_id: id, erased: 0, repeated: 0, unknown: 0, stripe_not_asked: [] },
    });
  });

  test('without --yes and without a terminal it erases nothing and asks Stripe nothing', async () => {
    const { id, sessionId } = await sell();
    const { code, stderr } = await run(['property', 'erase', id, '--session', sessionId]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--yes') });
    const { requests } = world().stripe;
    requests.length = 0;
    expect(await run(['property', 'erase', id, '--email', '-'], { input: 'ada@example.com' })).toMatchObject({
      code: 2,
    });
    expect(requests).toEqual([]);
    const printed = await runJson(['property', 'erase', id, '--session', sessionId, '--dry-run']);
    expect(printed['payments']).toMatchObject([{ erased_before: false }]);
  });

  test('says with --dry-run where Stripe could not be asked, and ends with 1', async () => {
    const { id } = await sell();
    permit('rak_event_read');
    const listed = await run(['property', 'erase', id, '--email', '-', '--dry-run'], { input: 'ada@example.com' });
    expect(listed).toMatchObject({ code: 1, stdout: expect.stringContaining('Kept here: 1 payment.') });
    expect(listed.stderr).toContain('The list may lack something.');
  });

  test('refuses a property that is being removed, and says how that ends', async () => {
    const { id, sessionId } = await sell();
    await changeStored(id, { removalStartedAtMs: 1 });
    const { code, stderr } = await run(['property', 'erase', id, '--session', sessionId, '--yes']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`property remove ${id}`) });
  });

  test.each([
    [[], 'either --email - or --session'],
    [['--email', '-', '--session', 'cs_test_a'], 'either --email - or --session'],
    [['--email', 'ada@example.com'], 'stays in the history of the shell'],
    [['--session', 'pi_1'], 'begins with cs_live_'],
  ])('refuses %j and says what to type', async (options, words) => {
    const id = await addShop();
    const { code, stderr } = await run(['property', 'erase', id, ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('ada@example.com');
  });

  test.each([
    [[], ''],
    [['--dry-run'], ' --dry-run'],
    [['--json', '--yes'], ' --yes --json'],
  ])(
    'shows for an address in the command with %j the same command without it, and nothing more',
    async (own, shown) => {
      const { stderr } = await run(['property', 'erase', 'tt_1', '--email', 'ada@example.com', ...own]);
      expect(stderr).toMatch(new RegExp(`tilltag -- property erase tt_1 --email -${shown}\n$`));
    },
  );

  test('refuses what is no address, and a property that does not exist', async () => {
    const id = await addShop();
    expect(await run(['property', 'erase', id, '--email', '-', '--yes'], { input: 'ada' })).toMatchObject({ code: 2 });
    const missing = await run(['property', 'erase', 'tt_missing', '--session', 'cs_test_neverToldOf1', '--yes']);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no property') });
  });
});
