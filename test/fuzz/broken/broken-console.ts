// Faults in what the console reads and writes, each to be found by the fuzzer.
import { createIssuer } from '../../../functions/console/access/openid/create-issuer.ts';
import { readState } from '../../../functions/console/access/openid/sign-in-state.ts';
import { readToken } from '../../../functions/console/access/sign-in-cookie.ts';
import { SignInError } from '../../../functions/console/access/sign-in-error.ts';
import { readFilters } from '../../../functions/console/conversions/list/read-filters.ts';
import { readPeriod } from '../../../functions/console/coverage/read-period.ts';
import { readContainerForm, readGa4Form } from '../../../functions/console/forms/destination-form.ts';
import { readNameForm } from '../../../functions/console/forms/name-form.ts';
import { readScopeForm } from '../../../functions/console/forms/scope-form.ts';
import { createPaymentLinkUrl } from '../../../functions/links/create-payment-link-url.ts';
import { parseStripeKey } from '../../../functions/properties/stripe-keys/parse-stripe-key.ts';
import { repairUtm } from '../../../functions/rules/repair-utm.ts';
import { consoleCookiesTarget } from '../targets/console-cookies.ts';
import { consoleFormsTarget } from '../targets/console-forms.ts';
import { csvTarget } from '../targets/csv.ts';
import { nextPathTarget } from '../targets/next-path.ts';
import { openidAnswersTarget } from '../targets/openid-answers.ts';
import { paymentLinkTarget } from '../targets/payment-link.ts';
import type { BrokenTarget } from './broken-target.ts';

const unverified = {
  ...{ issuer: 'https://issuer.invalid', subject: 'person-1', email: 'ada@shop.example' },
  ...{ name: null, isManaged: true },
};

/** Each with the fault in words. */
export const brokenConsole: readonly BrokenTarget[] = [
  [
    'never lets a sign-in run out',
    consoleCookiesTarget({ readToken, readState: (keyRing, header, place) => readState(keyRing, header, place, 0) }),
  ],
  [
    'lets a spreadsheet run a cell',
    csvTarget(
      (rows) =>
        `\uFEFF${rows.map((row) => `${row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\r\n`).join('')}`,
    ),
  ],
  [
    'repairs a campaign anew each time',
    paymentLinkTarget({ createPaymentLinkUrl, repairUtm: (text) => repairUtm(text).replace('-', '--') }),
  ],
  ['leads wherever it is told', nextPathTarget(({ query, to }) => query.get('next') ?? to('/'))],
  [
    'shows any period that is asked for',
    consoleFormsTarget({
      ...{ readNameForm, readScopeForm, readGa4Form, readContainerForm, readFilters, parseStripeKey },
      readPeriod: (query, property, nowMs) => {
        const read = readPeriod(query, property, nowMs);
        return { ...read, period: { ...read.period, fromDay: query.get('from') ?? read.period.fromDay } };
      },
    }),
  ],
  [
    'lets in whoever has an address',
    openidAnswersTarget((settings, now) => {
      const issuer = createIssuer(settings, now);
      return (
        issuer && {
          ...issuer,
          arrive: (callback, kept) =>
            issuer.arrive(callback, kept).catch((error: unknown) => {
              if (error instanceof SignInError && error.code === 'email_unverified') return unverified;
              throw error;
            }),
        }
      );
    }),
  ],
];
