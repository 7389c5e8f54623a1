// Whether Stripe's events come in, as far as was counted, and whether the secrets that prove them can be opened.
import { summarizeSecrets } from '../../properties/webhook/webhook-secrets.ts';
import { findLeftOutAtMs } from '../../rules/left-out.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import type { Finding } from '../finding.ts';
import type { StoredFacts } from '../stored-facts.ts';
import { checkMissedEvents } from './check-missed-events.ts';
import { countWords, isRecentDay } from './count-words.ts';

/** Refusals of the webhook that speak of a wrong set-up. */
const refusalWords = [
  'missing_signature',
  'malformed_signature',
  'invalid_signature',
  'signature_too_old',
  'signature_in_the_future',
  'webhook_secret_missing',
  'malformed_event',
  'wrong_mode',
  'thin_event',
  'connected_account',
];

/** A repeat of an event proves as much as the event. */
const acceptedWords = ['accepted', 'repeated', 'out_of_scope'];

/** Secrets of each mode, what came in, and what was refused. */
export function checkEvents(property: Property, facts: StoredFacts, keyRing: KeyRing): Finding[] {
  const secrets = stripeModes.flatMap((mode) =>
    summarizeSecrets(property, mode, keyRing).flatMap(({ fault }): Finding[] => {
      if (fault === undefined) return [];
      return [{ code: 'webhook_secret_closed', verdict: 'red', about: `webhook:${mode}`, data: { mode, fault } }];
    }),
  );
  return [...secrets, ...checkUnconnected(property), ...checkCounts(property, facts)];
}

function checkUnconnected(property: Property): Finding[] {
  const atMs = findLeftOutAtMs(property, 'webhook');
  if (atMs !== undefined) return [{ code: 'webhook_left_out', verdict: 'left_out', about: 'webhook', data: { atMs } }];
  return stripeModes.flatMap((mode): Finding[] => {
    if (property.webhookSecrets[mode].length > 0) return [];
    const isAwaited = property.destinations.some((destination) => destination.mode === mode);
    if (!isAwaited && property.stripeKeys[mode] === null) return [];
    const verdict = isAwaited ? 'red' : 'yellow';
    return [{ code: 'webhook_unconnected', verdict, about: `webhook:${mode}`, data: { mode } }];
  });
}

function checkCounts(property: Property, facts: StoredFacts): Finding[] {
  const { webhookSecrets } = property;
  const { tallies, nowMs } = facts;
  const about = 'webhook';
  const accepted = countWords(tallies, acceptedWords, nowMs);
  const refused = countWords(tallies, refusalWords, nowMs);
  const missed = checkMissedEvents(property, facts);
  const findings: Finding[] = [...missed];
  const connected = stripeModes.filter((mode) => webhookSecrets[mode].length > 0);
  if (accepted !== undefined) {
    const ofBothModes = connected.length === stripeModes.length;
    findings.push({ code: 'events_arrive', verdict: 'green', about, data: { ...accepted, ofBothModes } });
  } else if (connected.length > 0 && missed.length === 0) {
    findings.push({ code: 'events_none', verdict: 'yellow', about, data: {} });
  }
  if (refused !== undefined) {
    const isGoingOn = isRecentDay(refused.lastDay, nowMs) && (accepted?.lastDay ?? '') < refused.lastDay;
    const verdict = isGoingOn ? 'red' : 'yellow';
    const words = Object.fromEntries(
      refusalWords.flatMap((word) => {
        const count = countWords(tallies, [word], nowMs)?.count;
        return count === undefined ? [] : [[word, count]];
      }),
    );
    findings.push({ code: 'events_refused', verdict, about, data: { ...refused, words } });
  }
  return findings;
}
