// What concerns the whole deployment: whether the sweep runs, with which keys of the ring secrets are sealed, and since when.
import type { SecretPlaces } from '../../properties/destination-secret-place.ts';
import { listSealedValues } from '../../properties/sealed-values.ts';
import type { Property } from '../../rules/property.ts';
import { type KeyRing, newestKeyId } from '../../store/key-ring.ts';
import { findKeyName } from '../../store/sealing.ts';
import type { Finding } from '../finding.ts';
import type { StoredFacts } from '../stored-facts.ts';

/** A sweep begins every minute and may take most of one; after as long somebody should look. */
const lateMs = 10 * 60_000;

const dayMs = 86_400_000;
/** After so many days the key that seals is to be exchanged. */
const keyDays = 365;

/** The sweep's last mark. Where pages alone send, the sweep only keeps figures up to date. */
export function checkSweep({ sender, webhookSecrets }: Property, { sweptAtMs, nowMs }: StoredFacts): Finding {
  const about = 'sweep';
  const isNeeded = sender !== 'browser' || webhookSecrets.live.length > 0 || webhookSecrets.test.length > 0;
  const verdict = isNeeded ? 'red' : 'yellow';
  if (sweptAtMs === undefined) return { code: 'sweep_never', verdict, about, data: {} };
  const data = { atMs: sweptAtMs };
  if (nowMs - sweptAtMs > lateMs) return { code: 'sweep_late', verdict, about, data };
  return { code: 'sweep_alive', verdict: 'green', about, data };
}

/** How many secrets an older key still seals, and which no key of the ring opens by its name. */
export function checkKeyRing(property: Property, keyRing: KeyRing, secretPlaces: SecretPlaces): Finding[] {
  const about = 'key_ring';
  const values = listSealedValues(property, secretPlaces).map(({ name, sealed }) => ({
    name,
    keyName: findKeyName(sealed) ?? '',
  }));
  const [newest, ...older] = keyRing.map(({ name }) => name);
  const old = values.filter(({ keyName }) => older.includes(keyName));
  const closed = values.filter(({ keyName }) => keyName !== newest && !older.includes(keyName));
  const findings: Finding[] = [];
  if (closed.length > 0) {
    const names = [...new Set(closed.map(({ name }) => name))];
    findings.push({ code: 'secrets_closed', verdict: 'red', about, data: { names } });
  }
  if (old.length > 0) {
    const keyNames = [...new Set(old.map(({ keyName }) => keyName))];
    findings.push({ code: 'secrets_old', verdict: 'yellow', about, data: { count: old.length, keyNames } });
  }
  if (values.length > 0 && findings.length === 0) {
    findings.push({ code: 'secrets_newest', verdict: 'green', about, data: { count: values.length } });
  }
  return findings;
}

/**
 * Since when the newest key has sealed, as far as sweeps noted it. Nothing where none did yet, or where the property has no secret
 * that a key seals.
 */
export function checkKeyAge(
  property: Property,
  { keysSeenAtMs, nowMs }: StoredFacts,
  { keyRing, findDestination }: { keyRing: KeyRing; findDestination: SecretPlaces },
): Finding[] {
  const sinceMs = keysSeenAtMs[newestKeyId(keyRing)];
  if (sinceMs === undefined || listSealedValues(property, findDestination).length === 0) return [];
  const days = Math.max(0, Math.floor((nowMs - sinceMs) / dayMs));
  const found = { about: 'key_ring_age', data: { sinceMs, days } };
  return days > keyDays
    ? [{ code: 'sealing_key_old', verdict: 'yellow', ...found }]
    : [{ code: 'sealing_key_young', verdict: 'green', ...found }];
}
