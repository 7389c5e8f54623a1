// Deliveries in doubt that the rule of their destination decides, with the real program: listed apart from what waits for a person.
import { describe, expect, test } from 'vitest';
import { useShop } from '../use-shop.ts';

const { run, runJson, addShop, addGa4, buy, world } = useShop();

const minuteMs = 60_000;
const later = (ms: number) => ({ now: () => Date.now() + ms });

/** A refund that GA4 may have got; its rule decides. Also how the sweep ended that came to this. */
async function addDoubt(rule: 'leave' | 'send_again' | 'ask') {
  const id = await addShop();
  const destinationId = String((await addGa4(id))['destination_id']);
  await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
  await run(['property', 'destination', 'change', id, destinationId, '--when-uncertain', rule]);
  const session = buy();
  await run(['sweep', '--since', '1h'], later(minuteMs));
  const { id: refund } = world().stripe.refund(session);
  world().google.setFaults({ reset: true, takesFirst: true });
  const swept = await run(['sweep', '--since', '1h'], later(2 * minuteMs));
  world().google.setFaults({});
  return { id, destinationId, refund, swept };
}

describe('a delivery in doubt that a rule decides', () => {
  test('is told by the sweep as no person’s, which ends well', async () => {
    const { id, swept } = await addDoubt('leave');
    expect({ code: swept.code, stderr: swept.stderr }).toEqual({ code: 0, stderr: '' });
    expect(swept.stdout).toContain(
      '     1  may or may not have arrived; the rule of its destination decides, and "deliveries --all" lists it until then\n',
    );
    expect(swept.stdout).toMatch(new RegExp(`^Why:\n {5}1 {2}${id} to dst_\\w+: the connection broke`, 'm'));
  });

  test('is listed with --all, with the moment at which the rule decides', async () => {
    const { id, destinationId, refund } = await addDoubt('leave');
    const { code, stdout } = await run(['deliveries', id, '--all']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^uncertain {2}refund {2}${refund} {2}to ${destinationId} {2}1 try, the rule decides at 20\\d\\d-.* {2}the connection broke .*\n$`,
      ),
    );
    const { deliveries, waiting } = await runJson(['deliveries', id, '--all']);
    expect(deliveries).toEqual([]);
    expect(waiting).toMatchObject([
      { entry: refund, event: 'refund', state: 'uncertain', next_try: expect.any(String) },
    ]);
    const inAnHour = Date.now() + 62 * minuteMs;
    const [{ next_try: decidedAt }] = Object(waiting);
    expect(Math.abs(Date.parse(decidedAt) - inAnHour)).toBeLessThan(5 * minuteMs);
  });

  test('does not wait for a person, and the plain list says where else to look', async () => {
    const { id } = await addDoubt('leave');
    expect(await run(['deliveries', id])).toMatchObject({
      stdout: '',
      stderr: 'Nothing waits for a person. With --all you see what is still tried, searched for or left to a rule.\n',
    });
    expect((await run(['property', 'show', id])).stdout).not.toContain('Deliveries that wait for a person');
  });

  test('can be decided otherwise by a person within the hour', async () => {
    const { id, refund } = await addDoubt('leave');
    const { code, stdout } = await run(['deliveries', id, '--resend', refund, 'refund']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/: sent\n$/) });
    expect((await run(['deliveries', id, '--all'])).stderr).toBe('Nothing waits, and nothing is dead or uncertain.\n');
  });

  test('did not arrive either where a person’s resend ends in doubt again', async () => {
    const { id, refund } = await addDoubt('leave');
    world().google.setFaults({ reset: true, takesFirst: true });
    const again = await run(['deliveries', id, '--resend', refund, 'refund']);
    world().google.setFaults({});
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('It did not arrive this time either.') });
  });

  test('waits for a person again where its destination is made to ask before its time comes', async () => {
    const { id, destinationId, refund } = await addDoubt('send_again');
    await run(['property', 'destination', 'change', id, destinationId, '--when-uncertain', 'ask']);
    const { code, stdout, stderr } = await run(['sweep'], later(70 * minuteMs));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^One delivery waits for a person\.$/m),
    });
    expect(stdout).toContain('     1  may or may not have arrived; "deliveries" lists it\n');
    expect((await run(['deliveries', id])).stdout).toMatch(new RegExp(`^uncertain {2}refund {2}${refund} `));
  });
});

test('a delivery in doubt that no rule decides waits for a person, as the sweep says', async () => {
  const { swept } = await addDoubt('ask');
  expect(swept).toMatchObject({ code: 1, stderr: expect.stringMatching(/^One delivery waits for a person\.$/m) });
  expect(swept.stdout).toContain('     1  may or may not have arrived; "deliveries" lists it\n');
});
