// The campaign that a thank-you page leaves behind.
import { describe, expect, test } from 'vitest';
import { toPageCampaign } from '../../../functions/rules/page-campaign.ts';

describe('toPageCampaign', () => {
  test('keeps what came back through Stripe', () => {
    expect(toPageCampaign({ utm_source: 'newsletter', utm_medium: 'email' })).toEqual({
      utm_source: 'newsletter',
      utm_medium: 'email',
      utm_campaign: null,
      utm_term: null,
      utm_content: null,
    });
  });

  test('keeps what the browser remembers in the place of its repair', () => {
    expect(toPageCampaign({ utm_source: 'news-letter', original_utm_source: 'news letter' })).toMatchObject({
      utm_source: 'news letter',
    });
  });

  test('is null where the page has none, or none that may be kept', () => {
    expect(toPageCampaign({})).toBeNull();
    expect(toPageCampaign({ original_utm_source: 'newsletter' })).toBeNull();
    expect(toPageCampaign({ utm_term: 'ada@example.com' })).toBeNull();
  });
});
