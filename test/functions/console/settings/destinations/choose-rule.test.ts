// Choosing on the settings pages what becomes of sends in doubt, over HTTP.
import { describe, expect, test } from 'vitest';
import { toText } from '../read-page.ts';
import { useDestinations } from './use-destinations.ts';

const used = useDestinations();

describe('choosing a destination’s rule for sends in doubt', () => {
  const choose = async (fields: Record<string, string>) =>
    await used.running.post(used.path(`/destinations/${(await used.first()).id}/doubt`), fields);
  const show = async () => (await used.running.get(used.path(`/destinations/${(await used.first()).id}`))).body;

  test('asks where nobody chose, and says what a repeat costs at each kind', async () => {
    await used.addGa4();
    expect(await show()).toMatch(/value="ask" checked/);
    expect(toText(await show())).toContain('its money stands there twice');
    expect(await used.first()).not.toHaveProperty('whenUncertain');
  });

  test('says of a container whose tags make a repeat count twice', async () => {
    await used.addContainer();
    expect(toText(await show())).toContain(
      'Where a tag does not and the first one did arrive, its money counts twice.',
    );
  });

  test('keeps what is chosen, shows it in the list and in the trail', async () => {
    await used.addGa4();
    const answer = await choose({ when_uncertain: 'send_again' });
    expect(answer.status).toBe(200);
    expect(toText(answer.body)).toContain('GA4 G-SHOP1234, where a send is in doubt: Send it again.');
    expect(await used.first()).toMatchObject({ whenUncertain: 'send_again' });
    expect(await show()).toMatch(/value="send_again" checked/);
    const trail = await used.running.get(`/accounts/${(await used.stored()).accountId}/audit`);
    expect(toText(trail.body)).toContain('GA4 G-SHOP1234, where a send is in doubt: Ask me → Send it again');
  });

  test('writes nothing into the trail where the rule is chosen that holds already', async () => {
    await used.addGa4();
    await choose({ when_uncertain: 'leave' });
    const answer = await choose({ when_uncertain: 'leave' });
    expect(toText(answer.body)).toContain('GA4 G-SHOP1234, where a send is in doubt: Leave it');
    const trail = await used.running.get(`/accounts/${(await used.stored()).accountId}/audit`);
    expect(toText(trail.body).match(/GA4 G-SHOP1234, where a send is in doubt: /g)).toHaveLength(1);
  });

  test('keeps it when the destination moves, and gives it to no other', async () => {
    await used.addGa4();
    await choose({ when_uncertain: 'leave' });
    await used.change({ measurement_id: 'G-SHOP1234', region: 'eu', api_secret: '' });
    expect(await used.first()).toMatchObject({ region: 'eu', whenUncertain: 'leave' });
    await used.addContainer();
    expect((await used.stored()).destinations[1]).not.toHaveProperty('whenUncertain');
  });

  test('refuses what is no rule, at its field', async () => {
    await used.addGa4();
    const answer = await choose({ when_uncertain: 'toss_a_coin' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('id="when_uncertain-error"');
    expect(await used.first()).not.toHaveProperty('whenUncertain');
  });

  test('knows no other property’s destination', async () => {
    expect((await used.running.post(used.path('/destinations/dst_nope/doubt'), {})).status).toBe(404);
  });
});
