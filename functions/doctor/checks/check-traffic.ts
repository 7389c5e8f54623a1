// Whether payments come in from the property's hostnames, and what its pages were refused for.

import { isBareTombstone } from '../../rules/erased-session.ts';
import { isHostAllowed } from '../../rules/hostnames.ts';
import type { Property } from '../../rules/property.ts';
import type { Finding } from '../finding.ts';
import type { StoredFacts } from '../stored-facts.ts';
import { countWords, isRecentDay } from './count-words.ts';

/** Below so many payments a hostname without one may be chance. */
const enoughSessions = 10;

/** Hostnames, refused pages, and whether there are payments at all. */
export function checkTraffic(property: Pick<Property, 'hostnames'>, facts: StoredFacts): Finding[] {
  return [...checkHostnames(property, facts), ...checkRefusals(facts), checkPayments(facts)];
}

function checkHostnames({ hostnames }: Pick<Property, 'hostnames'>, { entries }: StoredFacts): Finding[] {
  const about = 'hostnames';
  if (hostnames.length === 0) return [{ code: 'hostnames_none', verdict: 'red', about, data: {} }];
  const hosts = entries.flatMap((entry) => (entry.kind === 'session' ? [entry.session?.returnHost ?? []] : [])).flat();
  const findings: Finding[] = [];
  const unknown = [...new Set(hosts.filter((host) => !isHostAllowed(host, hostnames)))];
  if (unknown.length > 0) {
    findings.push({ code: 'hosts_not_allowed', verdict: 'yellow', about, data: { hosts: unknown.slice(0, 5) } });
  }
  const quiet = hostnames.filter((pattern) => !hosts.some((host) => isHostAllowed(host, [pattern])));
  if (hosts.length >= enoughSessions && quiet.length > 0) {
    const data = { hostnames: quiet, sessions: hosts.length };
    findings.push({ code: 'hostnames_quiet', verdict: 'yellow', about, data });
  }
  return findings;
}

function checkRefusals({ tallies, nowMs }: StoredFacts): Finding[] {
  const findings: Finding[] = [];
  const placeholder = countWords(tallies, ['placeholder_session_id'], nowMs);
  if (placeholder !== undefined) {
    const verdict = isRecentDay(placeholder.lastDay, nowMs) ? 'red' : 'yellow';
    findings.push({ code: 'placeholder_seen', verdict, about: 'redirect', data: placeholder });
  }
  const host = countWords(tallies, ['host_not_allowed'], nowMs);
  if (host !== undefined) {
    findings.push({ code: 'host_refused', verdict: 'yellow', about: 'hostnames', data: host });
  }
  const mode = countWords(tallies, ['mode_mismatch'], nowMs);
  if (mode !== undefined) findings.push({ code: 'mode_refused', verdict: 'yellow', about: 'stripe_keys', data: mode });
  return findings;
}

function checkPayments({ entries }: StoredFacts): Finding {
  const about = 'payments';
  const newest = entries.find((entry) => entry.kind === 'session' && !isBareTombstone(entry));
  if (newest === undefined) return { code: 'payments_none', verdict: 'yellow', about, data: {} };
  return { code: 'payments_seen', verdict: 'green', about, data: { lastAtMs: newest.firstSeenAtMs } };
}
