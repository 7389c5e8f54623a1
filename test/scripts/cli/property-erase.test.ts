// The command that erases a buyer: what it says, and that it lets no address into a command line or a print.
import { describe, expect, test } from 'vitest';
import { useShop } from './use-shop.ts';

const { addShop, addContainer, buy, run, runJson, permit } = useShop();

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
    const erased = await run(['property', 'erase', id, '--session', sessionId]);
    expect(erased).toMatchObject({ code: 0, stdout: 'Erased: 1 payment.\n', stderr: '' });
    const again = await run(['property', 'erase', id, '--session', sessionId]);
    expect(again.stdout).toBe('Erased: 0 payments.\nErased before: 1 payment.\n');
  });

  test('erases by an address that comes on standard input, and never prints it', async () => {
    const { id } = await sell();
    const { code, stdout, stderr } = await run(['property', 'erase', id, '--email', '-'], {
      input: 'ADA@example.com\n',
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Erased: 1 payment.\n' });
    expect(`${stdout}${stderr}`).not.toMatch(/ada@/i);
  });

  test('asks for the address at a terminal, where nothing of it appears', async () => {
    const { id } = await sell();
    const asked = await run(['property', 'erase', id, '--email', '-'], {
      input: 'ada@example.com\n',
      isTerminal: true,
    });
    expect(asked.stdout).toContain('Erased: 1 payment.');
    expect(asked.stderr).not.toContain('ada@');
  });

  test('prints one object with --json', async () => {
    const { id, sessionId } = await sell();
    expect(await runJson(['property', 'erase', id, '--session', sessionId])).toEqual({
      ...{ property_id: id, erased: 1, repeated: 0, unknown: 0, stripe_not_asked: [] },
    });
  });

  test('ends with 1 and the cure where Stripe could not be asked, and says what was erased all the same', async () => {
    const { id } = await sell();
    permit('rak_event_read');
    const { code, stdout, stderr } = await run(['property', 'erase', id, '--email', '-'], { input: 'ada@example.com' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'Erased: 1 payment.\n' });
    expect(stderr).toContain('test sessions: the Stripe key lacks a right; "property check" names it.');
  });

  test('says that a session is not known, which is no fault', async () => {
    const id = await addShop();
    const { code, stdout } = await run(['property', 'erase', id, '--session', 'cs_test_neverToldOf1']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'Erased: 0 payments.\nThe property knew nothing of this session. What is told of it later is kept without personal data.\n',
    });
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

  test('refuses what is no address, and a property that does not exist', async () => {
    const id = await addShop();
    expect(await run(['property', 'erase', id, '--email', '-'], { input: 'ada' })).toMatchObject({ code: 2 });
    const missing = await run(['property', 'erase', 'tt_missing', '--session', 'cs_test_neverToldOf1']);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no property') });
  });
});
