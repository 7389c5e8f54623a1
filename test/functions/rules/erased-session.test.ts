// What an erased session still says, and what it can no longer be made to say.
import { describe, expect, it } from 'vitest';
import type { ClickConsent } from '../../../functions/contract/click-report.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import {
  createTombstone,
  isBareTombstone,
  isErased,
  toErasedEntry,
  toErasedLater,
  toErasedSession,
} from '../../../functions/rules/erased-session.ts';
import { findOrigins } from '../../../functions/rules/origin.ts';
import { toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import {
  newClick,
  newFullEntry,
  newInvoiceEntry,
  newProperty,
  newRefundEntry,
  newSubscriptionEntry,
} from '../store/records.ts';
import { newBuyer } from '../store/small-records.ts';
import { buildSession } from './checkout-session-builder.ts';

const nowMs = 1_700_000_000_000;
const change = { atMs: nowMs, source: 'console', what: 'erased' } as const;
const property = newProperty({ unknownConsent: 'denied', deniedAnalytics: 'suppress' });
const denied: ClickConsent = {
  ad_storage: 'denied',
  analytics_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
};
const granted: ClickConsent = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
};
const clickId = 'AAECAwQFBgcICQoLDA0ODw';
const byNewsletter = {
  utm_source: 'newsletter',
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
};

/** What a click on an ad at Google took along. */
function viaGoogle(consent: ClickConsent): string | null {
  const googleClick = { parameter: 'gclid', value: 'EAIaIQobChMI' } as const;
  return encodePassport({ clickId, clickedAtSeconds: 1_699_999_000, consent, googleClick }) ?? null;
}

describe('toErasedEntry', () => {
  it('lets what waits go out as far as the passport allowed, without user data, ids or a customer', () => {
    const passport = encodePassport({
      clickId: 'AAECAwQFBgcICQoLDA0ODw',
      clickedAtSeconds: 1_699_999_000,
      consent: granted,
    });
    const entry = newFullEntry({ passport: passport ?? null, clickId: 'AAECAwQFBgcICQoLDA0ODw' });
    const click = newClick({ clickId: 'AAECAwQFBgcICQoLDA0ODw', fbp: 'fb.1.2.3' });
    const erased = toErasedEntry(entry, { property, click, change });
    const rendered = toForwardedEvent({
      ...{ event: 'purchase', entry: erased, session: erased, property, nowMs },
      ...{ click, buyer: newBuyer(entry), destination: { kind: 'server_container', mode: 'test' } },
    });
    if (rendered.kind === 'suppressed') throw new Error(rendered.reason);
    expect(rendered.event).toMatchObject({ customer_id: null, client_reference_id: null, click: {}, consent: granted });
    expect(rendered.event).not.toHaveProperty('user_data');
    expect(rendered.event).not.toHaveProperty('meta_user_data');
    expect(rendered.event).not.toHaveProperty('client_id');
  });

  it('keeps what the click denied, also where only the property says what counts', () => {
    const entry = newFullEntry({ clickId: 'click' });
    const click = newClick({ clickId: 'click', receivedAtMs: nowMs, consent: denied });
    const erased = toErasedEntry(entry, { property: { unknownConsent: 'granted' }, click, change });
    expect(erased.pageConsent).toEqual({ states: denied, atMs: nowMs });
  });

  it('leaves what nobody told of consent to the property', () => {
    expect(toErasedEntry(newFullEntry(), { property, click: undefined, change }).pageConsent).toBeNull();
  });

  it('keeps the campaign that the passport alone told, and nothing of the passport', () => {
    const sold = newFullEntry({ passport: viaGoogle(granted) });
    const erased = toErasedEntry(sold, { property, click: undefined, change });
    expect(findOrigins(sold).last).toEqual({ source: 'google', medium: 'cpc', campaign: null });
    expect(findOrigins(erased)).toEqual(findOrigins(sold));
    expect(JSON.stringify(erased)).not.toMatch(/tt1_|EAIaIQ|AAECAw/);
    const again = toErasedEntry(erased, { property, click: undefined, change });
    expect(again.clickOrigins).toEqual(erased.clickOrigins);
  });

  it('keeps the campaign of the passport where the click record tells none', () => {
    const sold = newFullEntry({ passport: viaGoogle(granted), clickId });
    const click = newClick({ clickId, visit: { at: 1, parameters: {} } });
    const erased = toErasedEntry(sold, { property, click, change });
    expect(erased.clickOrigins?.last).toEqual({ source: 'google', medium: 'cpc', campaign: null });
  });

  it.each([
    ['consent kept it private', { passport: viaGoogle(denied) }],
    ['the page told another, which stays', { passport: viaGoogle(granted), pageCampaign: byNewsletter }],
  ])('takes no campaign from the passport where %s', (_, told) => {
    const sold = newFullEntry(told);
    const erased = toErasedEntry(sold, { property, click: undefined, change });
    expect(erased.clickOrigins).toBeUndefined();
    expect(findOrigins(erased)).toEqual(findOrigins(sold));
  });

  it('says when it was done first, however often it is done', () => {
    const once = toErasedEntry(newFullEntry(), { property, click: undefined, change });
    const again = toErasedEntry(once, { property, click: undefined, change: { ...change, atMs: nowMs + 1 } });
    expect(isErased(once)).toBe(true);
    expect(again.erasedAtMs).toBe(nowMs);
    expect(isErased(newFullEntry())).toBe(false);
  });
});

describe('toErasedLater', () => {
  it('takes the customer from invoices and subscriptions, and leaves what names none as it is', () => {
    expect(toErasedLater(newInvoiceEntry())).toHaveProperty('invoice.customerId', null);
    expect(toErasedLater(newSubscriptionEntry())).toHaveProperty('subscription.customerId', null);
    const refund = newRefundEntry();
    expect(toErasedLater(refund)).toBe(refund);
  });
});

describe('toErasedSession', () => {
  it('leaves the order and nothing of the buyer', () => {
    const session = buildSession({ clientReferenceId: 'member_42' });
    const nobody = { email: null, phone: null, name: null, address: null, customerId: null, clientReferenceId: null };
    expect(toErasedSession(session)).toEqual({ ...session, ...nobody });
  });
});

describe('isBareTombstone', () => {
  const bare = createTombstone('tt_shop:cs_test_a1', 'tt_shop', 'cs_test_a1', change);

  it('is true of what was erased before anything was told of it', () => {
    expect(isBareTombstone(bare)).toBe(true);
  });

  it('is false once something was told, and of an erased payment', () => {
    expect(isBareTombstone({ ...bare, session: newFullEntry().session })).toBe(false);
    const told = newFullEntry({ session: null, changes: [{ atMs: nowMs, source: 'page', what: 'paid' }] });
    expect(isBareTombstone(told)).toBe(false);
    expect(isBareTombstone(toErasedEntry(told, { property, click: undefined, change }))).toBe(false);
  });
});
