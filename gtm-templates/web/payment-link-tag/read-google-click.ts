// Finds the click on a Google ad that the passport carries.
import { getCookieValues } from 'sandbox:web';
import type { GoogleClick, Touch } from '../../../functions/contract/click-report.ts';
import { cleanParameter } from '../../shared/clean-text.ts';

/** That of the visit, else the one that Google's conversion linker remembers; undefined where there is none. */
export function readGoogleClick(visit: Touch | undefined): GoogleClick | undefined {
  const parameters = visit ? visit.parameters : {};
  const inVisit = (['gclid', 'gbraid', 'wbraid'] as const).map((name) => toClick(name, parameters[name]));
  const inCookie = getCookieValues('_gcl_aw').map((value) => toClick('gclid', readLinkerValue(value)));
  return inVisit.concat(inCookie).filter((click) => click !== undefined)[0];
}

function toClick(parameter: GoogleClick['parameter'], value: string | undefined): GoogleClick | undefined {
  const clean = cleanParameter(parameter, value || '');
  return clean === '' ? undefined : { parameter: parameter, value: clean };
}

/** Both forms: `GCL.<time>.<gclid>`, whose gclid may hold dots, and `2.1.k<gclid>$i<time>` in any order. */
function readLinkerValue(value: string): string | undefined {
  const parts = value.split('.');
  if (parts[0] === 'GCL') {
    return parts.slice(2).join('.');
  }
  const fields = parts[0] === '2' ? parts.slice(2).join('.').split('$') : [];
  return fields.filter((field) => field.charAt(0) === 'k').map((field) => field.slice(1))[0];
}
