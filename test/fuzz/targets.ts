// All targets, in the order in which a whole run takes them.
import type { Target } from './target.ts';
import { addressesTarget } from './targets/addresses.ts';
import { bodiesTarget } from './targets/bodies.ts';
import { clickCookieTarget } from './targets/click-cookie.ts';
import { consoleCookiesTarget } from './targets/console-cookies.ts';
import { consoleFormsTarget } from './targets/console-forms.ts';
import { containerFilesTarget } from './targets/container-files.ts';
import { csvTarget } from './targets/csv.ts';
import { frameworkHttpTarget } from './targets/framework-http.ts';
import { functionsHttpTarget } from './targets/functions-http.ts';
import { keyRingTarget } from './targets/key-ring.ts';
import { lookupQueryTarget } from './targets/lookup-query.ts';
import { nextPathTarget } from './targets/next-path.ts';
import { openidAnswersTarget } from './targets/openid-answers.ts';
import { passportTarget } from './targets/passport.ts';
import { paymentLinkTarget } from './targets/payment-link.ts';
import { publicHttpTarget } from './targets/public-http.ts';
import { redactTarget } from './targets/redact.ts';
import { serverContainerTarget } from './targets/server-container.ts';
import { settingsTarget } from './targets/settings.ts';
import { slowHttpTarget } from './targets/slow-http.ts';
import { storedRecordsTarget } from './targets/stored-records.ts';
import { stripeAnswersTarget } from './targets/stripe-answers.ts';
import { templateFilesTarget } from './targets/template-files.ts';
import { webTemplatesTarget } from './targets/web-templates.ts';
import { webhookEventTarget } from './targets/webhook-event.ts';
import { webhookHttpTarget } from './targets/webhook-http.ts';

/** Every parser of outside input. */
export const targets: readonly Target[] = [
  lookupQueryTarget(),
  bodiesTarget(),
  passportTarget(),
  clickCookieTarget(),
  consoleCookiesTarget(),
  keyRingTarget(),
  settingsTarget(),
  addressesTarget(),
  csvTarget(),
  paymentLinkTarget(),
  nextPathTarget(),
  redactTarget(),
  consoleFormsTarget(),
  templateFilesTarget(),
  containerFilesTarget(),
  serverContainerTarget(),
  webTemplatesTarget(),
  webhookEventTarget(),
  stripeAnswersTarget(),
  openidAnswersTarget(),
  storedRecordsTarget(),
  publicHttpTarget(),
  frameworkHttpTarget(),
  slowHttpTarget(),
  webhookHttpTarget(),
  functionsHttpTarget(),
];
