// Writes a passport as a client_reference_id. Runs in the browser too, so it uses nothing but the language, and stays small.
import type { ClickReport } from '../contract/click-report.ts';
import type { Passport } from './passport.ts';

/**
 * At most 200 characters of `A-Z a-z 0-9 _ -`. What has no place in it, such as a client id of another form, is left out.
 * Undefined where the click id or the time is malformed.
 */
export function encodePassport(passport: Passport): string | undefined {
  const { clickId, clickedAtSeconds, consent, gaClientId, gaSessionId, googleClick } = passport;
  return /^[\w-]{22}$/.test(clickId) && /^\d{1,10}$/.test(`${clickedAtSeconds}`)
    ? packPassport(
        clickId,
        clickedAtSeconds,
        {
          consent,
          ...(gaClientId && { ga_client_id: gaClientId }),
          ...(gaSessionId && { ga_session_id: gaSessionId }),
        },
        googleClick,
      )
    : undefined;
}

/** The same from the parts of a click record, for a click id and a time that are known to be well formed. */
export function packPassport(
  clickId: string,
  clickedAtSeconds: number,
  { consent, ga_client_id, ga_session_id }: Pick<ClickReport, 'consent' | 'ga_client_id' | 'ga_session_id'>,
  googleClick: Passport['googleClick'],
): string {
  const packed =
    clickId +
    // The last alternative is for whatever else the ids may be; its groups are empty.
    `${ga_client_id} ${ga_session_id}`.replace(
      /^(\d{1,10})\.(\d{1,10}) (\d{1,10}$)?.*|.*/s,
      `$1-$2-$3-${clickedAtSeconds}-`,
    ) +
    Object.entries(consent)
      .sort()
      .reduce((letters, [, state]) => letters + state[0], '') +
    (googleClick && /^[\w-]{1,113}$/.test(googleClick.value)
      ? googleClick.parameter.slice(0, 2) + googleClick.value
      : '');
  // A reference that was cut or retyped is no passport: the factor is odd, so that any single character that differs shows.
  return `tt1_${Array.from(packed).reduce((sum, character) => (sum * 257 + character.charCodeAt(0)) >>> 0, 0)}-${packed}`;
}
