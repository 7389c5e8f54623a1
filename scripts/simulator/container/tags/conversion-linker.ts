// Stands in for the conversion linker: it keeps the Google click id of the address in a cookie.
//
// It proves that a click id is there when a conversion is sent, and only with consent. Only Google's own tag can prove
// which form of the cookie it writes today, and what it does for other click ids and for other domains.
import { writeGoogleClick } from '../../google/google-click-cookie.ts';
import { writeWideCookie } from '../../web/write-wide-cookie.ts';
import { settingsOf, type TagRunner } from './tag-run.ts';

const ninetyDays = '; path=/; max-age=7776000';

/** Writes the cookie at once, or as soon as ad_storage is granted on this page. */
export const fireConversionLinker: TagRunner = (run) => {
  const { page, container, settle } = run;
  const { consent } = container;
  const prefix = String(settingsOf(run)['conversionCookiePrefix'] || '_gcl');
  const gclid = new URL(page.href()).searchParams.get('gclid');
  const value = gclid ? writeGoogleClick(gclid, page.now()) : undefined;
  const write = (): void => {
    if (value !== undefined) {
      writeWideCookie(page, `${prefix}_aw=${value}`, ninetyDays);
    }
  };
  if (consent.isGranted('ad_storage')) {
    write();
  } else {
    consent.listen('ad_storage', (_, isGranted) => {
      if (isGranted) {
        write();
      }
    });
  }
  settle('succeeded');
};
