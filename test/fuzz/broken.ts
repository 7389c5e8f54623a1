// Known faults to be built into each target, so that tests can see whether the fuzzer finds them.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createIssuer } from '../../functions/console/access/openid/create-issuer.ts';
import { readState } from '../../functions/console/access/openid/sign-in-state.ts';
import { readToken } from '../../functions/console/access/sign-in-cookie.ts';
import { SignInError } from '../../functions/console/access/sign-in-error.ts';
import { readFilters } from '../../functions/console/conversions/list/read-filters.ts';
import { readPeriod } from '../../functions/console/coverage/read-period.ts';
import { readContainerForm, readGa4Form } from '../../functions/console/forms/destination-form.ts';
import { readNameForm } from '../../functions/console/forms/name-form.ts';
import { readScopeForm } from '../../functions/console/forms/scope-form.ts';
import { bakeContainer } from '../../functions/downloads/bake-container.ts';
import type { ContainerExport } from '../../functions/downloads/container-export.ts';
import { listLeftOver } from '../../functions/downloads/list-left-over.ts';
import { parseEndpoint } from '../../functions/downloads/parse-endpoint.ts';
import { HttpError } from '../../functions/http/http-error.ts';
import { createPaymentLinkUrl } from '../../functions/links/create-payment-link-url.ts';
import { parseOutboundUrl } from '../../functions/outbound/parse-outbound-url.ts';
import { parseClientUrl } from '../../functions/properties/destinations/destination-place.ts';
import { parseStripeKey } from '../../functions/properties/stripe-keys/parse-stripe-key.ts';
import { parseLookupQuery } from '../../functions/public/parse-lookup-query.ts';
import { readJsonBody } from '../../functions/public/read-json-body.ts';
import { decodePassport } from '../../functions/rules/decode-passport.ts';
import { encodePassport } from '../../functions/rules/encode-passport.ts';
import { parseHostnamePattern } from '../../functions/rules/hostnames.ts';
import { shortSessionId } from '../../functions/rules/redact.ts';
import { toRedirectUrl } from '../../functions/rules/redirect-url.ts';
import { repairUtm } from '../../functions/rules/repair-utm.ts';
import { readSettings, SettingsError } from '../../functions/settings.ts';
import { startFunctions } from '../../functions/start-functions.ts';
import { parseKeyRing } from '../../functions/store/key-ring.ts';
import { unseal } from '../../functions/store/sealing.ts';
import { createPaymentReader } from '../../functions/stripe/create-payment-reader.ts';
import { createSessionReader } from '../../functions/stripe/create-session-reader.ts';
import { listPaymentLinks } from '../../functions/stripe/list-payment-links.ts';
import { listWebhookEndpoints } from '../../functions/stripe/list-webhook-endpoints.ts';
import { verifyEvent } from '../../functions/stripe/verify-event.ts';
import { findContainerFaults } from '../../scripts/containers/find-container-faults.ts';
import { readContainer } from '../../scripts/simulator/container/reading/read-container.ts';
import { formatJson } from '../../scripts/tpl/format-json.ts';
import { formatTpl } from '../../scripts/tpl/format-tpl.ts';
import { parseTpl } from '../../scripts/tpl/parse-tpl.ts';
import { readJsonTree } from '../../scripts/tpl/read-json-tree.ts';
import { compileShared } from '../gtm-templates/shared/compile-shared.ts';
import { readBuiltTpl } from '../gtm-templates/web/built-tpl.ts';
import { plantedEmail } from './oracle.ts';
import type { Target } from './target.ts';
import { addressesTarget } from './targets/addresses.ts';
import { bodiesTarget } from './targets/bodies.ts';
import { clickCookieTarget } from './targets/click-cookie.ts';
import { consoleCookiesTarget } from './targets/console-cookies.ts';
import { consoleFormsTarget } from './targets/console-forms.ts';
import { containerFilesTarget } from './targets/container-files.ts';
import { csvTarget } from './targets/csv.ts';
import { frameworkHttpTarget, wrapBare } from './targets/framework-http.ts';
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
import { storedRecordsTarget } from './targets/stored-records.ts';
import { stripeAnswersTarget } from './targets/stripe-answers.ts';
import { templateFilesTarget } from './targets/template-files.ts';
import { webhookEventTarget } from './targets/webhook-event.ts';
import { webhookHttpTarget } from './targets/webhook-http.ts';

const unverified = {
  ...{ issuer: 'https://issuer.invalid', subject: 'person-1', email: 'ada@shop.example' },
  ...{ name: null, isManaged: true },
};

/** Each with the fault in words. */
export const brokenTargets: readonly (readonly [fault: string, target: Target])[] = [
  [
    'decodes what cannot be decoded',
    lookupQueryTarget((url) => {
      decodeURIComponent(url);
      return parseLookupQuery(url);
    }),
  ],
  [
    'repeats the body in its refusal',
    bodiesTarget((request, noun, validate) =>
      readJsonBody(request, noun, validate).catch((error: unknown) => {
        throw new HttpError('invalid_request', { cause: error, detail: String(Reflect.get(request, 'rawBody')) });
      }),
    ),
  ],
  [
    'reads a passport with blanks in it',
    passportTarget({
      decode: (text) => decodePassport(text.replace(/\s/g, '')),
      encode: encodePassport,
      openBuilt: async () => encodePassport,
    }),
  ],
  [
    'decodes a cookie that cannot be decoded',
    clickCookieTarget({
      openDecode: async () => {
        const decode = await compileShared('shared/decode-journey.ts', 'decodeJourney');
        return (text, names) => decode(decodeURIComponent(String(text)), names);
      },
      openEncode: () => compileShared('shared/encode-journey.ts', 'encodeJourney'),
    }),
  ],
  [
    'never lets a sign-in run out',
    consoleCookiesTarget({ readToken, readState: (keyRing, header, place) => readState(keyRing, header, place, 0) }),
  ],
  [
    'opens a sealed value with blanks in it',
    keyRingTarget({ parseKeyRing, unseal: (ring, sealed, place) => unseal(ring, sealed.replace(/\s/g, ''), place) }),
  ],
  [
    'repeats the environment in its refusal',
    settingsTarget((env) => {
      try {
        return readSettings(env);
      } catch (error) {
        throw new SettingsError(JSON.stringify(env), { cause: error });
      }
    }),
  ],
  [
    'takes a host for a subdomain because it ends alike',
    addressesTarget({
      ...{ parseHostnamePattern, parseOutboundUrl, parseClientUrl, parseEndpoint, toRedirectUrl },
      isHostAllowed: (host, patterns) => patterns.some((pattern) => host.endsWith(pattern.replace('*.', ''))),
    }),
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
  ['redacts nothing', redactTarget({ redact: (text) => text, shortSessionId })],
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
    'finds no fault in broken JSON',
    templateFilesTarget({
      parseTpl,
      formatTpl,
      formatJson,
      readJsonTree: (text) => ({ ...readJsonTree(text), faults: [] }),
    }),
  ],
  [
    'takes anything with a version for a container',
    containerFilesTarget({
      ...{ findContainerFaults, readContainer, bakeContainer, listLeftOver },
      isContainerExport: (value): value is ContainerExport =>
        typeof value === 'object' && value !== null && 'containerVersion' in value,
    }),
  ],
  [
    'counts on a path of two parts',
    serverContainerTarget(async () =>
      (await readBuiltTpl('checkout-client')).replace(
        '___SANDBOXED_JS_FOR_SERVER___',
        "___SANDBOXED_JS_FOR_SERVER___\n\nrequire('getRequestPath')().split('/')[2].length;",
      ),
    ),
  ],
  [
    'takes every event for a signed one',
    webhookEventTarget((body, _header, secrets, nowMs) => {
      const seconds = Math.floor(nowMs / 1_000);
      const hmac = createHmac('sha256', secrets[0] ?? '').update(`${seconds}.${body.toString('utf8')}`);
      return verifyEvent(body, `t=${seconds},v1=${hmac.digest('hex')}`, secrets, nowMs);
    }),
  ],
  [
    'rejects with an error of another kind',
    stripeAnswersTarget({
      ...{ createSessionReader, listPaymentLinks, listWebhookEndpoints },
      createPaymentReader: (options) => ({
        ...createPaymentReader(options),
        findSessionId: async () => {
          throw new Error('Stripe is not there.');
        },
      }),
    }),
  ],
  [
    'answers a method with a status that no code has',
    publicHttpTarget({ toServer: (shop) => refuseDeletion(shop.handle) }),
  ],
  ['leaves malformed requests to the framework', frameworkHttpTarget(wrapBare)],
  [
    'logs whom it concerns',
    functionsHttpTarget((options) =>
      startFunctions({
        ...options,
        log: (severity, text, fields) => options.log(severity, `${text} ${plantedEmail}`, fields),
      }),
    ),
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
  ['believes whatever is stored', storedRecordsTarget((_kind, { body }) => JSON.parse(body))],
  ['answers a method of the webhook so', webhookHttpTarget({ toServer: (webhook) => refuseDeletion(webhook.handle) })],
];

function refuseDeletion(handle: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  return createServer((request, response) => {
    if (request.method === 'DELETE') response.writeHead(418).end();
    else handle(request, response);
  });
}
