// What the last step says of a payment that a server container took, by its mode.
import { describe, expect, test } from 'vitest';
import type { ServerContainerDestination } from '../../../../functions/rules/destination.ts';
import type { StripeMode } from '../../../../functions/rules/property.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { newDeliveries, newFullEntry } from '../../store/records.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const url = 'https://sgtm.example.com/checkout';
const tags = 'There, too, a test payment is purchase_test';

/** The last step of a property whose only payment, of this mode, was sent to its container. */
async function showStep(mode: StripeMode): Promise<string> {
  const { app } = setup.world;
  const container: ServerContainerDestination = { kind: 'server_container', id: 'dst_1', mode, url, secret: 's' };
  const property = await app.addProperty({ sender: 'server', destinations: [container] });
  const deliveries = newDeliveries({ state: 'sent', destinationId: container.id });
  const id = entryId(property.id, `cs_${mode}_sold`);
  await app.store.createEntry(newFullEntry({ id, propertyId: property.id, livemode: mode === 'live', deliveries }));
  return (await app.get(`/properties/${property.id}/setup/test`)).body;
}

describe('a payment that the container took', () => {
  test('reached its tags where it is a live one', async () => {
    const body = await showStep('live');
    expect(body).toContain('The server sent the payment, and it was taken.');
    expect(body).not.toContain(tags);
  });

  test('reached none of them as a test, which is said', async () => {
    expect(await showStep('test')).toContain(tags);
  });
});
