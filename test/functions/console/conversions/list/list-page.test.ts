// What a line of the list of conversions says, and what the page says where there is none.
import { describe, expect, it } from 'vitest';
import { entryId } from '../../../../../functions/store/store.ts';
import { newDeliveries, newRefundEntry } from '../../../store/records.ts';
import { newestMs, sell } from './sales.ts';
import { idsOn, useList } from './use-list.ts';

const used = useList();

describe('the list of conversions', () => {
  it('says of each when, what, its status, value, campaign, who told of it and how the destinations stand', async () => {
    await sell(used.running.store, used.property, 1, () => ({
      clickOrigins: {
        first: { source: 'google', medium: 'cpc', campaign: null },
        last: { source: 'newsletter', medium: 'email', campaign: 'launch' },
      },
      deliveries: newDeliveries({ destinationId: 'dst_ga4', state: 'dead', dueAtMs: null, reason: 'http_500' }),
    }));
    const body = await used.list();
    const line = body.slice(body.indexOf('<tbody>'));
    for (const text of [
      '2026-05-12 09:00 UTC',
      'Purchase',
      'Paid',
      '49.50 EUR',
      'newsletter / email / launch',
      'Webhook',
      'GA4 G-SHOP',
      'Given up',
    ]) {
      expect(line).toContain(text);
    }
  });

  it('shows a refund with the campaign of its purchase, though that is on another page', async () => {
    const [sale] = await sell(used.running.store, used.property, 1, () => ({
      clickOrigins: {
        first: { source: 'bing', medium: 'cpc', campaign: 'spring' },
        last: { source: 'bing', medium: 'cpc', campaign: 'spring' },
      },
    }));
    const refund = { ...newRefundEntry().refund, createdSeconds: newestMs / 1000 + 60 };
    const id = entryId(used.property.id, refund.id);
    const resolved = { sessionId: sale?.sessionId ?? '', resolution: { state: 'resolved' as const } };
    await used.running.store.createEntry({
      ...newRefundEntry({ propertyId: used.property.id, refund, ...resolved }),
      id,
      livemode: true,
    });
    const body = await used.list('?status=refund');
    expect(idsOn(body)).toEqual([refund.id]);
    expect(body).toContain('bing / cpc / spring');
    expect(body).toContain('10.00 EUR');
  });

  it('escapes what campaigns and searches bring', async () => {
    await sell(used.running.store, used.property, 1, () => ({
      pageCampaign: { utm_source: '<b>x</b>', utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null },
    }));
    const body = await used.list('?q=%3Cb%3E');
    expect(idsOn(body)).toHaveLength(1);
    expect(body).not.toContain('<b>');
  });

  it('says where nothing is there yet, and where no conversion fits', async () => {
    expect(await used.list()).toContain('As soon as a payment is made');
    expect(await used.list('?status=free')).toContain('No conversion fits all of these filters');
  });

  it('is read by viewers, who are offered nothing that only owners may do', async () => {
    const { body } = await used.running.get(`/properties/${used.property.id}/conversions`, 'viewer');
    expect(body).toContain('Save as CSV');
    expect(body).not.toContain('Ask Stripe now');
  });
});
