// What the console says of an erasure, held against what an erased entry keeps: each field goes, or a sentence says that it stays.
import { describe, expect, it, test } from 'vitest';
import { eraseTexts } from '../../../../functions/console/texts/erase-texts.ts';
import { encodePassport } from '../../../../functions/rules/encode-passport.ts';
import type { SessionEntry } from '../../../../functions/rules/entry.ts';
import { toErasedEntry } from '../../../../functions/rules/erased-session.ts';
import { findOrigins } from '../../../../functions/rules/origin.ts';
import { newFullEntry } from '../../store/records.ts';

const goes = 'goes';
const [sold, campaign, consent, told] = [
  /^What was sold/,
  /^The campaign/,
  /^The consent/,
  /^Where each event was sent/,
];

/** What becomes of each field; one that is missing here does not compile. */
const fates: Record<keyof SessionEntry, typeof goes | RegExp> = {
  ...{ clickId: goes, passport: goes, pageGaIds: goes },
  ...{ id: sold, kind: sold, version: sold, propertyId: sold, livemode: sold, sessionId: sold, session: sold },
  ...{ status: sold, settledAtMs: sold, statusAtSeconds: sold, firstSeenAtMs: sold },
  ...{ refunds: sold, lostDisputes: sold, convertedBy: sold, passedOver: sold },
  ...{ pageCampaign: campaign, clickOrigins: campaign },
  pageConsent: consent,
  ...{ events: told, containerClaims: told, deliveries: told, changes: told, erasedAtMs: told },
};

const everything = { ad_storage: 'granted', analytics_storage: 'granted', ad_user_data: 'granted' } as const;
const clickId = 'AAECAwQFBgcICQoLDA0ODw';
const passport =
  encodePassport({
    ...{ clickId, clickedAtSeconds: 1_699_999_000, consent: { ...everything, ad_personalization: 'granted' } },
    googleClick: { parameter: 'gclid', value: 'EAIaIQobChMI' },
  }) ?? null;
/** The record of the click never arrived, so that the passport alone knows the campaign. */
const entry = newFullEntry({ clickId, passport, pageGaIds: { gaClientId: '1.2' } });
const change = { atMs: 1_700_000_000_000, source: 'console', what: 'erased' } as const;
const erased = toErasedEntry(entry, {
  ...{ property: { unknownConsent: 'denied' }, click: undefined, change },
});

describe('eraseTexts', () => {
  test.each(Object.entries(fates))('%s goes, or it is said that it stays', (field, fate) => {
    const value: unknown = Reflect.get(erased, field);
    if (fate === goes) expect(value ?? null).toBeNull();
    else expect(eraseTexts.stays(90).filter((line) => fate.test(line))).toHaveLength(1);
  });

  it('says truly that no figure changes: the sale stays with its campaign', () => {
    expect(eraseTexts.stays(90).join(' ')).toContain('so that no figure changes');
    expect(findOrigins(entry).last.source).toBe('google');
    expect(findOrigins(erased)).toEqual(findOrigins(entry));
  });

  it('says of nothing that goes that it stays', () => {
    expect(Object.entries(fates).filter(([, fate]) => fate === goes)).toHaveLength(3);
    expect(erased.session).toMatchObject({ customerId: null, clientReferenceId: null });
  });
});
