// Findings about payment links, and about properties that share payments, in words.
import { sessionParameter, sessionPlaceholder } from '../../rules/redirect-url.ts';
import type { FindingData } from '../finding.ts';
import { command, type FindingFix, type FindingText, several, type TextsOf, well } from './finding-text.ts';

type LinkCode =
  | 'links_good'
  | 'links_unseen'
  | 'links_stay_at_stripe'
  | 'links_without_placeholder'
  | 'links_with_other_parameter'
  | 'links_to_other_host'
  | 'links_unknown'
  | 'links_not_all'
  | 'pages_shared'
  | 'payments_shared'
  | 'payments_own';

const ending = `${sessionParameter}=${sessionPlaceholder}`;
const path = '/setup/redirect';

function inLink(todo: string): FindingFix {
  return { console: todo, path, terminal: todo };
}

function listOthers({ names, hidden }: Pick<FindingData['pages_shared'], 'names' | 'hidden'>): string {
  return [...names, ...(hidden > 0 ? [`${several(hidden, 'property')} of other accounts`] : [])]
    .join(', ')
    .replace('propertys', 'properties');
}

function faulty(
  { mode, count, links }: FindingData['links_to_other_host'],
  [verb, rest]: readonly [verb: string, rest: string],
  why: string,
  todo: string,
): FindingText {
  const named = links.map(({ url, redirectUrl }) => (redirectUrl === null ? url : `${url} → ${redirectUrl}`));
  const others = count > links.length ? `, and ${count - links.length} more` : '';
  const does = `${verb}${count === 1 ? 's' : ''} ${rest}`;
  return {
    what: `${several(count, `${mode} payment link`)} ${does}: ${named.join(', ')}${others}.`,
    why,
    fix: inLink(todo),
  };
}

const reasons: Readonly<Record<string, string>> = {
  missing_permission: 'its right Payment Links: Read is missing',
  rejected: 'Stripe does not know the key',
};

const edit = 'In Stripe open the payment link, Edit, After payment: choose “Don’t show confirmation page” and enter';

export const linkTexts: TextsOf<LinkCode> = {
  links_good: ({ mode, count }) =>
    well(
      `${several(count, `${mode} payment link`)} send${count === 1 ? 's' : ''} buyers back with the session, to a host that is allowed.`,
    ),
  links_unseen: ({ mode, reason }) => ({
    what: `The ${mode} key cannot show payment links: ${reasons[reason] ?? `Stripe could not be asked (${reason})`}.`,
    why: 'Whether they send buyers back to your thank-you page with the session is not known from here.',
    fix: inLink(
      `Look at each link in Stripe: its redirect must end with ${ending}. Or tick Payment Links: Read for the key, and check again.`,
    ),
  }),
  links_stay_at_stripe: (data) =>
    faulty(
      data,
      ['leave', 'buyers on a page of Stripe’s'],
      'No page of yours learns of these payments: what needs the page, such as a tag of your own there, does not run. The webhook still brings them.',
      `${edit} your thank-you page with ?${ending} at its end.`,
    ),
  links_without_placeholder: (data) =>
    faulty(
      data,
      ['send', 'buyers back without the session'],
      'The thank-you page cannot know which payment it is about, so it records nothing.',
      `${edit} the same address with ?${ending} at its end (&${ending} if it has a ? already), braces included.`,
    ),
  links_with_other_parameter: (data) =>
    faulty(
      data,
      ['name', `the session otherwise than ${sessionParameter}`],
      `The containers look for it in ${sessionParameter} and find nothing, unless the variable Checkout Session ID was told the other name.`,
      `${edit} the address with ${ending}, or enter the other name in the variable Checkout Session ID in GTM.`,
    ),
  links_to_other_host: (data) =>
    faulty(
      data,
      ['send', 'buyers to a host that the property does not allow'],
      'Lookups from there are refused. If the links belong to another shop of the account, that is right, and their payments should be out of this property’s scope.',
      'Add the host to the property’s hostnames; or narrow the property to its own links, so that payments of the others do not count here.',
    ),
  links_unknown: ({ mode, ids }) => ({
    what: `The property is narrowed to payment links that are not active in the account’s ${mode} mode: ${ids.join(', ')}.`,
    why: 'Their payments cannot come any more, or the ids belong to the other mode or another account.',
    fix: {
      console: 'Choose the links again.',
      path: '/setup/payments',
      terminal: 'Name the links anew: --payment-link plink_…',
    },
  }),
  links_not_all: ({ mode, count }) => ({
    what: `The account has more active ${mode} payment links than are looked at; the newest ${count} were.`,
    why: 'Older ones may send buyers elsewhere.',
    fix: inLink(`Deactivate links that are not used any more. Of the others each redirect must end with ${ending}.`),
  }),
  pages_shared: ({ mode, ...others }, { propertyId }) => ({
    what: `Other properties have thank-you pages on the same hostname and send ${mode} payments to the same destination: ${listOthers(others)}.`,
    why: 'Where tags of both run on one thank-you page, each tells of the payments of the other, too, and each takes a refund back: the destination counts that refund twice.',
    fix: {
      console:
        'Run only one property on each thank-you page. Where one page serves both, give one property the payment links of both and remove the other, or send one of them to a data stream of its own.',
      path: '/setup/payments',
      terminal: `Run only one property on each thank-you page. Where one page serves both, give one property the payment links of both (${command(`property update ${propertyId} --payment-link plink_…`)}, repeatable) and remove the other, or send one of them to a data stream of its own.`,
    },
  }),
  payments_shared: ({ mode, names, hidden, isSameDestination, isCertain }, { propertyId }) => {
    const others = listOthers({ names, hidden });
    const certainly = isCertain ? 'get' : 'may get';
    return {
      what: `Other properties ${certainly} the same ${mode} payments: ${others}.`,
      why: isSameDestination
        ? 'They also send to the same destination, which so counts each payment twice.'
        : 'Each payment is recorded under each of them. That is right only if you want to see it in both places.',
      fix: {
        console:
          'Narrow each property to its own payments: by its payment links; by hostnames only where your own server starts Checkout.',
        path: '/setup/payments',
        terminal: `Narrow each property to its own payment links: ${command(`property update ${propertyId} --payment-link plink_…`)}, repeatable. Only where your own server starts Checkout: --scope hostnames`,
      },
    };
  },
  payments_own: () => well('No other property of this deployment is known to get the same payments.'),
};
