// The rule of a destination for events in doubt, with the real program.
import { describe, expect, test } from 'vitest';
import { apiSecret, useShop } from '../use-shop.ts';

const { run, runJson, addShop, addGa4, readStored } = useShop();

const change = (id: string, destinationId: string, ...options: string[]) => [
  ...['property', 'destination', 'change', id, destinationId],
  ...options,
];

describe('property destination change', () => {
  test('keeps the rule, and list and show tell it, and a new secret leaves it', async () => {
    const id = await addShop();
    const destinationId = String((await addGa4(id))['destination_id']);
    const { code, stdout } = await run(change(id, destinationId, '--when-uncertain', 'send_again'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('when uncertain: send_again') });
    expect((await readStored(id)).destinations).toMatchObject([{ whenUncertain: 'send_again' }]);
    const listed = await runJson(['property', 'destination', 'list', id]);
    expect(listed).toMatchObject({ destinations: [{ when_uncertain: 'send_again' }] });
    const exported = await runJson(['property', 'show', id]);
    expect(exported).toMatchObject({ destinations: [{ when_uncertain: 'send_again' }] });
    await addGa4(id);
    expect((await readStored(id)).destinations).toMatchObject([{ whenUncertain: 'send_again' }]);
  });

  test('is chosen with a new destination at once', async () => {
    const id = await addShop();
    const ga4 = ['--kind', 'ga4', '--measurement-id', 'G-SHOP1234', '--when-uncertain', 'leave', '--secret', '-'];
    await run(['property', 'destination', 'add', id, ...ga4], { input: apiSecret });
    expect((await readStored(id)).destinations).toMatchObject([{ whenUncertain: 'leave' }]);
  });

  test('without a rule, with none of them and for a destination that is not there it is used wrongly', async () => {
    const id = await addShop();
    const destinationId = String((await addGa4(id))['destination_id']);
    const wrong = [
      change(id, destinationId),
      change(id, destinationId, '--when-uncertain', 'hope'),
      change(id, 'dst_x', '--when-uncertain', 'ask'),
    ];
    for (const command of wrong) expect((await run(command)).code).toBe(2);
    expect((await run(change(id, destinationId))).stderr).toContain('--when-uncertain ask or send_again or leave');
  });
});
