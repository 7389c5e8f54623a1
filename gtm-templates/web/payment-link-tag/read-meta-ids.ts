// Reads the two ids that Meta's pixel keeps in cookies.
import { getCookieValues } from 'sandbox:web';
import type { ClickReport } from '../../../functions/contract/click-report.ts';

/** `fb.<level>.<milliseconds>.<id>`; longer ones would not be taken. */
const metaIdPattern = '^fb[.][0-9]+[.][0-9]+[.][A-Za-z0-9._-]{1,220}$';

/** Browser id and click id, where they are there. */
export function readMetaIds(): Pick<ClickReport, 'fbp' | 'fbc'> {
  const ids: Pick<ClickReport, 'fbp' | 'fbc'> = {};
  const fbp = getCookieValues('_fbp').filter(isMetaId)[0];
  const fbc = getCookieValues('_fbc').filter(isMetaId)[0];
  if (fbp !== undefined) {
    ids.fbp = fbp;
  }
  if (fbc !== undefined) {
    ids.fbc = fbc;
  }
  return ids;
}

function isMetaId(value: string): boolean {
  return value.match(metaIdPattern) !== null;
}
