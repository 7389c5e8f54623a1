// The APIs for Google's own services: credentials, scripts, and Google Analytics.
// https://developers.google.com/tag-platform/tag-manager/server-side/api#getgooglescript
//
// Decisions where GTM's behaviour is not public:
// - getGoogleScript has an older form with a callback in second place, which gets undefined and no metadata after a failure;
// - the metadata are the three caching headers of the answer: cache-control, expires and last-modified;
// - an answer other than 200 is a failure of getGoogleScript, and one of 400 or more a failure of sendEventToGoogleAnalytics;
// - an event goes out as one GA4 hit by GET; a visitor's address and browser go along as `_uip` and the header user-agent.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, checkArguments, optional, required } from '../../sandbox/checked-function.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { GoogleAuthorization } from '../google-authorization.ts';
import { writeMpv2 } from '../measurement/write-mpv2.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';
import { sendRequest, toSandboxPromise } from './http.ts';

type Options = Readonly<Record<string, unknown>>;

const getGoogleAuth = serverFunction([required('scopes', 'object')], (context, [{ scopes }]) => {
  const list = Array.isArray(scopes) ? scopes.map(String) : [];
  requirePermission(context.permissions, 'use_google_credentials', list);
  return new GoogleAuthorization(list);
});

function tagManagerUrl(file: string, { id, debug }: Options): string {
  const query = [id === undefined ? [] : `id=${encodeURIComponent(String(id))}`, debug ? 'gtm_debug=x' : []].flat();
  return `https://www.googletagmanager.com/${file}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

const scriptUrls: Readonly<Record<string, (options: Options) => string>> = {
  ANALYTICS: ({ debug }) => `https://www.google-analytics.com/analytics${debug ? '_debug' : ''}.js`,
  GTAG: (options) => tagManagerUrl('gtag/js', options),
  GTM: (options) => tagManagerUrl('gtm.js', options),
};

function findScriptUrl(name: string, options: Options): string {
  const url = Object.hasOwn(scriptUrls, name) ? scriptUrls[name] : undefined;
  if (!url) {
    throw new SandboxError('wrong_argument_type', `${name} is no script of Google's. Ask for ANALYTICS, GTAG or GTM.`);
  }
  return url(options);
}

async function fetchScript(context: ServerContext, name: string, options: Options) {
  const url = findScriptUrl(name, options);
  const { statusCode, headers, body = '' } = await sendRequest(context, url, { timeout: options['timeout'] });
  if (statusCode !== 200) {
    return Promise.reject('failed');
  }
  const caching = ['cache-control', 'expires', 'last-modified'];
  const metadata = Object.fromEntries(Object.entries(headers).filter(([header]) => caching.includes(header)));
  return { script: body, metadata };
}

const getGoogleScript: ApiFactory<ServerContext> = (context) => {
  const check = (name: string, options: Options): void =>
    requirePermission(context.permissions, 'send_http', findScriptUrl(name, options));
  const promiseForm = checkArguments(
    [required('script', 'string'), optional('options', 'object')],
    ([script, options = {}]) => {
      check(script, options);
      return toSandboxPromise(context, fetchScript(context, script, options));
    },
  );
  const callbackForm = checkArguments(
    [required('script', 'string'), required('callback', 'function'), optional('options', 'object')],
    ([script, callback, options = {}]) => {
      check(script, options);
      const guarded = context.guard(callback);
      fetchScript(context, script, options).then(
        (result) => guarded(result.script, result.metadata),
        () => guarded(undefined, {}),
      );
    },
  );
  return (...values: unknown[]) => (typeof values[1] === 'function' ? callbackForm : promiseForm)(...values);
};

const sendEventToGoogleAnalytics = serverFunction([required('event', 'object')], (context, [event]) => {
  const agent = event['user_agent'];
  const headers = typeof agent === 'string' ? { 'user-agent': agent } : {};
  const url = `https://www.google-analytics.com/g/collect?${writeMpv2(event)}`;
  const request = sendRequest(context, url, { headers }).then((result) => {
    const { location } = result.headers;
    const answer = location === undefined ? {} : { location };
    return result.statusCode < 400 ? answer : Promise.reject('failed');
  });
  return toSandboxPromise(context, request);
});

/** Google's own services. */
export const googleApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  getGoogleAuth,
  getGoogleScript,
  sendEventToGoogleAnalytics,
};
