// Every finding in words: what, why and the fix, for both surfaces, and nothing that only one of them knows.
import { describe, expect, test } from 'vitest';
import { fixLinks } from '../../../../functions/console/texts/doctor-texts.ts';
import type { Finding, FindingCode, FindingData, Verdict } from '../../../../functions/doctor/finding.ts';
import { describeFinding, findingTexts } from '../../../../functions/doctor/texts/finding-texts.ts';
import type { StripeMode } from '../../../../functions/rules/property.ts';

const mode: StripeMode = 'live';
const counted = { count: 2, lastDay: '2026-05-12' };
const links = {
  mode,
  count: 2,
  links: [{ id: 'plink_1', url: 'https://buy.stripe.com/1', redirectUrl: null }],
};

/** One example of each, so that none can be added without its words. */
const examples: { [Code in FindingCode]: FindingData[Code] } = {
  removal_begun: { startedAtMs: 0 },
  key_none: {},
  key_only_test: {},
  key_missing: { mode },
  key_closed: { mode, fault: 'No such key.' },
  key_rejected: { mode },
  key_blind: { mode, right: 'rak_checkout_session_read' },
  key_unasked: { mode, reason: 'timeout' },
  key_valid: { mode },
  rights_missing: { mode, rights: ['rak_event_read', 'rak_charge_read'] },
  rights_complete: { mode },
  rights_excess: { mode, rights: ['rak_charge_write'] },
  rights_modest: { mode },
  webhook_left_out: { atMs: 0 },
  webhook_unconnected: { mode },
  webhook_secret_closed: { mode, fault: 'No such key.' },
  events_arrive: { ...counted, ofBothModes: false },
  events_none: {},
  events_missed: { mode, paidAtMs: 0 },
  events_refused: { ...counted, words: { invalid_signature: 2 } },
  endpoint_missing: { mode },
  endpoint_disabled: { mode, endpointId: 'we_1' },
  endpoint_lacks_events: { mode, endpointId: 'we_1', types: ['invoice.paid'] },
  endpoint_version: { mode, endpointId: 'we_1', version: null, expected: '2026-10-28.endive' },
  endpoint_elsewhere: { mode, endpointId: 'we_1', host: 'a.example.com', expected: 'b.example.com' },
  endpoint_good: { mode, host: 'a.example.com' },
  endpoint_unseen: { mode, reason: 'missing_permission' },
  events_undelivered: { mode, count: 100, hasMore: true, newestAtMs: 0 },
  events_delivered: { mode },
  links_good: { mode, count: 1 },
  links_unseen: { mode, reason: 'missing_permission' },
  links_stay_at_stripe: links,
  links_without_placeholder: links,
  links_with_other_parameter: links,
  links_to_other_host: links,
  links_unknown: { mode, ids: ['plink_1'] },
  links_not_all: { mode, count: 500 },
  pages_shared: { mode, names: ['Other'], hidden: 2 },
  payments_shared: { mode, names: ['Other'], hidden: 2, isSameDestination: true, isCertain: true },
  payments_own: {},
  hostnames_none: {},
  hostnames_quiet: { hostnames: ['a.example.com'], sessions: 10 },
  hosts_not_allowed: { hosts: ['b.example.com'] },
  host_refused: counted,
  placeholder_seen: counted,
  mode_refused: counted,
  page_left_out: { atMs: 0 },
  payments_none: {},
  payments_seen: { lastAtMs: 0 },
  destinations_left_out: { atMs: 0, untold: 2 },
  pages_alone: {},
  sender_ignores_destinations: {},
  sender_loses: { fault: 'no_destination' },
  payments_untold: { count: 1, hasMore: false, hasDestination: true },
  deliveries_dead: { count: 1, hasMore: false, reasons: { http_401: 1 } },
  deliveries_uncertain: { count: 2, hasMore: true, reasons: { timeout: 2 } },
  deliveries_late: { count: 1, hasMore: false, oldestDueAtMs: 0 },
  deliveries_clear: {},
  destination_checked: { mode, kind: 'ga4', place: 'G-PAPER', sentence: 'It answers.' },
  sweep_alive: { atMs: 0 },
  sweep_late: { atMs: 0 },
  sweep_never: {},
  secrets_old: { count: 1, keyNames: ['old'] },
  secrets_newest: { count: 3 },
  secrets_closed: { names: ['stripe_key:live'] },
  sealing_key_young: { sinceMs: 0, days: 365 },
  sealing_key_old: { sinceMs: 0, days: 366 },
  page_unreached: { reason: 'private_address', isPrivate: true },
  page_status: { status: 404 },
  page_redirects: { status: 302, host: 'a.example.com', keepsSession: false },
  page_host_not_allowed: { host: 'a.example.com' },
  page_answers: { host: 'a.example.com' },
  page_holds_container: { containers: ['GTM-ABC1234'] },
  page_without_container: { isWhole: false },
  page_policy_blocks: { directive: 'script-src', origin: 'https://tags.example.com' },
  page_policy_allows: { origin: null },
  page_url_ready: {},
  page_url_unready: { redirectUrl: null },
};

const codes = Object.keys(examples).filter((code): code is FindingCode => code in findingTexts);

function wordAs(code: FindingCode, verdict: Verdict) {
  // Examples are typed by their codes above.
  const finding = { code, verdict, about: 'test', data: examples[code] } as Finding;
  return describeFinding(finding, 'tt_shopshopshop');
}

describe('describeFinding', () => {
  test.each(codes)('%s says what was found, and what is to be done where something is', (code) => {
    const { what, why, fix } = wordAs(code, 'yellow');
    expect(what).toMatch(/^[A-Z0-9].*\.$/s);
    expect(what).not.toMatch(/undefined|null|NaN|\[object/);
    expect(fix === null).toBe(why === '');
    if (fix === null) return;
    expect(why).toMatch(/^[A-Z].*\.$/s);
    expect(fix.console.length).toBeGreaterThan(10);
    expect(fix.terminal.length).toBeGreaterThan(10);
    if (fix.path !== null) expect(Object.keys(fixLinks)).toContain(fix.path);
  });

  test('the console never tells a marketer to type a command, but for what only an operator can do', () => {
    const commands = codes.filter((code) => wordAs(code, 'red').fix?.console.includes('npm run'));
    expect(commands).toEqual(['secrets_old', 'sealing_key_old']);
  });

  test('commands name the property', () => {
    for (const code of codes) {
      const terminal = wordAs(code, 'red').fix?.terminal ?? '';
      if (/tilltag -- (property|backfill|deliveries)/.test(terminal)) expect(terminal).toContain('tt_shopshopshop');
    }
  });

  test('a destination that answers well needs nothing', () => {
    expect(wordAs('destination_checked', 'green').fix).toBeNull();
    expect(wordAs('destination_checked', 'green').what).toBe('Destination GA4 G-PAPER, live: It answers.');
    expect(wordAs('destination_checked', 'red').fix).not.toBeNull();
  });

  test('the boxes to tick and to clear are named as Stripe names them', () => {
    expect(wordAs('rights_missing', 'yellow').what).toContain('Events: Read, Charges and Refunds: Read');
    expect(wordAs('rights_excess', 'red').what).toContain('Charges and Refunds: Write');
  });

  test('one and several are told apart', () => {
    const one = { ...links, count: 1 };
    const finding: Finding = { code: 'links_stay_at_stripe', verdict: 'yellow', about: 'test', data: one };
    expect(describeFinding(finding, 'tt_1').what).toMatch(/^1 live payment link leaves buyers/);
    expect(wordAs('links_stay_at_stripe', 'red').what).toMatch(/^2 live payment links leave buyers/);
    expect(wordAs('deliveries_dead', 'red').what).toMatch(/^1 event could .* was given up/);
    expect(wordAs('deliveries_uncertain', 'red').what).toMatch(/^Of 2 events or more /);
    for (const code of ['deliveries_dead', 'payments_untold'] as const) {
      const { what, why, fix } = wordAs(code, 'red');
      expect([what, why, fix?.console, fix?.terminal].join(' ')).not.toMatch(/\bthe[my]\b/i);
    }
    const single = { count: 1, hasMore: false, reasons: { http_503: 1 } };
    const uncertain = findingTexts.deliveries_uncertain(single, { propertyId: 'tt_1', verdict: 'red' });
    expect(uncertain.what).toBe(
      'Of 1 event nobody knows whether the destination took it: the destination answered with the status 503.',
    );
    expect([uncertain.why, uncertain.fix?.console].join(' ')).not.toMatch(/\bthe[my]\b/i);
    expect(wordAs('payments_shared', 'red').what).toContain('Other, 2 properties of other accounts');
  });
});
