// Reads the consent that an event brings along.
//
// The letters of the longer signal are reported, not documented by Google:
// https://iihnordic.com/news/consent-mode-v2-a-comprehensive-technical-guide/
// Decisions where GTM's behaviour is not public: what no signal says is granted; a plain `consent` object of the event counts
// where the signals are silent.
import { readKeyPath } from '../../server/read-key-path.ts';

/** The signals in the order of the longer signal's letters. */
const types = ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'] as const;

/** Denied by default, by an update, by both, or by an update after a grant. */
const denied: ReadonlySet<string> = new Set(['p', 'q', 'm', 'u']);

function readLetter(signal: unknown, index: number): string | undefined {
  const letters = /^1\d([a-z])\d([a-z])\d([a-z])\d([a-z])/.exec(typeof signal === 'string' ? signal : '');
  return letters?.[index + 1];
}

/** `x-ga-gcs` says 1 or 0 for the first two. */
function readDigit(signal: unknown, index: number): string | undefined {
  return /^G1([01])([01])/.exec(typeof signal === 'string' ? signal : '')?.[index + 1];
}

/** False where the event says that this consent is denied. */
export function isGrantedByEvent(data: Readonly<Record<string, unknown>>, type: (typeof types)[number]): boolean {
  const index = types.indexOf(type);
  const letter = readLetter(data['x-ga-gcd'], index);
  const digit = readDigit(data['x-ga-gcs'], index);
  // "Not set" says nothing, so the event's own words count.
  const plain = data[`consent.${type}`] ?? readKeyPath(data, `consent.${type}`);
  return digit !== '0' && !(letter !== undefined && denied.has(letter)) && plain !== 'denied';
}
