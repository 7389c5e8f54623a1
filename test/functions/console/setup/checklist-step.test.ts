// The step about what has to be set outside Google Tag Manager: whose address it names, and what a tick says.
import { describe, expect, test } from 'vitest';
import { toText } from '../settings/read-page.ts';
import { startConsole } from '../start-console.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty } = setup;

const container = {
  kind: 'server_container',
  id: 'dst_1',
  mode: 'live',
  url: 'https://sgtm.example.com/checkout',
  secret: 'sealed',
} as const;

describe('the checklist', () => {
  test('names the address that pages ask, and says where a tag belongs under this sender alone', async () => {
    const console = await startConsole({ TILLTAG_CONSOLE_URL: 'https://tags.example.com' });
    try {
      const property = await console.addProperty();
      const read = async () => toText((await console.get(`/properties/${property.id}/setup/checklist`)).body);
      expect(await read()).toContain('add https://tags.example.com to script-src and to connect-src');
      expect(await read()).not.toContain('under browser_first');
      await console.store.changeProperty({ ...property, sender: 'server', destinations: [container] });
      expect(await read()).toContain('add https://sgtm.example.com to script-src and to connect-src');
      expect(await read()).toContain('Its tag belongs in the server container alone.');
    } finally {
      await console.close();
    }
  });

  test('names no address where none is known that Tag Manager takes', async () => {
    const { body } = await setup.world.app.get(`/properties/${await makeProperty()}/setup/checklist`);
    expect(toText(body)).toContain('add the address of your function, from https://');
    expect(toText(body)).not.toContain('example.com to script-src');
  });

  test('says what a tick means, and ticks leave nothing in the audit trail', async () => {
    const id = await makeProperty();
    const { app } = setup.world;
    const { body } = await app.get(`/properties/${id}/setup/checklist`);
    expect(body).toContain('it says that the item is done or not for you, and changes nothing there');
    expect(body).toContain('Done, or not for us: Mark purchase as key event');
    await app.post(`/properties/${id}/setup/checklist`, { key_event: 'on' });
    await app.post(`/properties/${id}/setup/webhook/skip`, {});
    const events = await app.store.console.listAuditEvents({ accountId: app.accountId, limit: 20 });
    expect(events.map(({ what }) => what)).toEqual(['property_created']);
  });
});
