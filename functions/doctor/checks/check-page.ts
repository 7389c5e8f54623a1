// Looks at a thank-you page as far as its first answer shows it: host, container, policy, and what the address holds.
import type { OutboundAnswer, SendRequest } from '../../outbound/send-request.ts';
import { hostnameOfUrl, isHostAllowed } from '../../rules/hostnames.ts';
import type { Property } from '../../rules/property.ts';
import { judgeRedirect, sessionParameter, sessionPlaceholder, toRedirectUrl } from '../../rules/redirect-url.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { findPolicies, isAllowedByPolicies, type JudgedDirective } from './content-security-policy.ts';

/** What a page is looked at with. */
export interface PageContext {
  /** Asks addresses that users typed: no way into the host's own network, and no redirect is followed. */
  request: SendRequest;
  /** The public address of the functions, or of the server container in front of them; the policy is judged only where it is known. */
  endpoint: string | undefined;
}

type PageProperty = Pick<Property, 'hostnames'>;

/** In the place of the session that a buyer comes back with; no payment has this id. */
const madeUpSession = 'cs_test_tilltagCheckUp00000000000000';

const privateReasons: ReadonlySet<string> = new Set([
  'private_address',
  'local_name',
  'ip_address',
  'port',
  'userinfo',
]);

/** The findings about one address, the worst first. Never rejects. */
export async function checkPage(property: PageProperty, url: string, context: PageContext): Promise<Finding[]> {
  const typed = url.trim();
  const about = 'page';
  const asked = typed.replaceAll(sessionPlaceholder, madeUpSession);
  const answer = await context.request({ method: 'GET', url: asked, headers: { accept: 'text/html' } });
  if (answer.kind !== 'answered') {
    const isPrivate = privateReasons.has(answer.reason);
    const host = isPrivate || !URL.canParse(asked) ? undefined : judgeHost(property, asked);
    const data = { reason: answer.reason, isPrivate };
    return [{ code: 'page_unreached', verdict: 'red', about, data }, ...(host?.verdict === 'red' ? [host] : [])];
  }
  const seen = isRedirect(answer) ? [toRedirect(answer, asked)] : judgeAnswer(answer, asked, context);
  return sortFindings([judgeHost(property, asked), judgeAddress(property, typed), ...seen]);
}

function judgeHost({ hostnames }: PageProperty, url: string): Finding {
  const host = hostnameOfUrl(url) ?? '';
  const about = 'page';
  if (isHostAllowed(host, hostnames)) return { code: 'page_answers', verdict: 'green', about, data: { host } };
  return { code: 'page_host_not_allowed', verdict: 'red', about, data: { host } };
}

/** Whether the address could be entered in Stripe as it is; a plain page can, with the placeholder at its end. */
function judgeAddress(property: PageProperty, typed: string): Finding {
  const about = 'page_url';
  if (judgeRedirect(typed, property) === 'good') return { code: 'page_url_ready', verdict: 'green', about, data: {} };
  const parsed = toRedirectUrl(typed, property);
  const redirectUrl = parsed.kind === 'value' ? parsed.value : null;
  return { code: 'page_url_unready', verdict: 'yellow', about, data: { redirectUrl } };
}

function isRedirect({ status, headers }: OutboundAnswer): boolean {
  return status >= 300 && status < 400 && headers.location !== undefined;
}

function toRedirect({ status, headers }: OutboundAnswer, asked: string): Finding {
  const target = headers.location ?? '';
  const to = URL.canParse(target, asked) ? new URL(target, asked) : undefined;
  const hadSession = new URL(asked).searchParams.has(sessionParameter);
  const keepsSession = !hadSession || to?.searchParams.has(sessionParameter) === true;
  const data = { status, host: to?.hostname ?? null, keepsSession };
  return { code: 'page_redirects', verdict: keepsSession ? 'yellow' : 'red', about: 'page', data };
}

function judgeAnswer(answer: OutboundAnswer, asked: string, context: PageContext): Finding[] {
  const { status, body, isWhole } = answer;
  const about = 'page';
  if (status < 200 || status > 299) return [{ code: 'page_status', verdict: 'red', about, data: { status } }];
  const containers = [...new Set(body.match(/\bGTM-[A-Z0-9]{4,12}\b/g))];
  const container: Finding =
    containers.length > 0
      ? { code: 'page_holds_container', verdict: 'green', about, data: { containers } }
      : { code: 'page_without_container', verdict: 'yellow', about, data: { isWhole } };
  return [container, ...judgePolicy(answer, asked, context)];
}

const containerScript = 'https://www.googletagmanager.com/gtm.js';

function judgePolicy({ headers, body }: OutboundAnswer, asked: string, { endpoint }: PageContext): Finding[] {
  const policies = findPolicies(headers['content-security-policy'], body);
  const pageOrigin = new URL(asked).origin;
  const base = endpoint?.replace(/\/+$/, '');
  const needs: readonly (readonly [JudgedDirective, string])[] = [
    ['script-src', containerScript],
    ...(base === undefined
      ? []
      : ([
          ['script-src', `${base}/checkout/tilltag.v1.js`],
          ['connect-src', `${base}/checkout/sessions.json`],
        ] as const)),
  ];
  const blocked = needs.filter(([directive, url]) => !isAllowedByPolicies(policies, directive, { url, pageOrigin }));
  const about = 'page_policy';
  if (blocked.length === 0) {
    const origin = base === undefined ? null : new URL(base).origin;
    return [{ code: 'page_policy_allows', verdict: 'green', about, data: { origin } }];
  }
  return blocked.map(([directive, url]) => {
    return { code: 'page_policy_blocks', verdict: 'red', about, data: { directive, origin: new URL(url).origin } };
  });
}
