// Where the account's payment links send buyers who have paid, and whether the thank-you page learns which payment it was.
import { isOwnLink } from '../../rules/own-links.ts';
import type { Property } from '../../rules/property.ts';
import { judgeRedirect, type RedirectVerdict } from '../../rules/redirect-url.ts';
import { listPaymentLinks, type PaymentLink } from '../../stripe/list-payment-links.ts';
import type { Finding } from '../finding.ts';
import type { AskedKey } from './check-stripe-key.ts';

type LinkRules = Pick<Property, 'hostnames' | 'scope'>;

const shownLinks = 10;

const faults = {
  hosted_confirmation: { code: 'links_stay_at_stripe', verdict: 'yellow' },
  no_placeholder: { code: 'links_without_placeholder', verdict: 'red' },
  other_parameter: { code: 'links_with_other_parameter', verdict: 'yellow' },
  other_host: { code: 'links_to_other_host', verdict: 'yellow' },
} as const satisfies Record<Exclude<RedirectVerdict, 'good'>, { code: string; verdict: string }>;

/** The active links of the mode that can be the property's. */
export async function checkLinks(key: AskedKey, property: LinkRules): Promise<Finding[]> {
  const { mode } = key;
  const about = `payment_links:${mode}`;
  const read = await listPaymentLinks(key);
  if (read.kind !== 'listed') {
    const reason = read.kind === 'unavailable' ? read.reason : read.kind;
    return [{ code: 'links_unseen', verdict: 'yellow', about, data: { mode, reason } }];
  }
  const judged = read.links
    .map((link) => ({ link, verdict: judgeRedirect(link.redirectUrl, property) }))
    .filter(({ link: { id }, verdict }) => isOwnLink(property, { id, verdict }));
  const findings: Finding[] = Object.entries(faults).flatMap(([kind, fault]): Finding[] => {
    const links = judged.flatMap(({ link, verdict }) => (verdict === kind ? [link] : []));
    if (links.length === 0) return [];
    return [{ ...fault, about, data: { mode, count: links.length, links: links.slice(0, shownLinks) } }];
  });
  const good = judged.filter(({ verdict }) => verdict === 'good');
  if (good.length > 0) {
    findings.push({ code: 'links_good', verdict: 'green', about, data: { mode, count: good.length } });
  }
  const unknown = read.isWhole ? findUnknown(read.links, property) : [];
  if (unknown.length > 0) {
    findings.push({ code: 'links_unknown', verdict: 'yellow', about, data: { mode, ids: unknown } });
  }
  if (!read.isWhole) {
    findings.push({ code: 'links_not_all', verdict: 'yellow', about, data: { mode, count: read.links.length } });
  }
  return findings;
}

function findUnknown(links: readonly PaymentLink[], { scope }: LinkRules): string[] {
  if (scope.kind !== 'payment_links') return [];
  return scope.ids.filter((id) => !links.some((link) => link.id === id));
}
