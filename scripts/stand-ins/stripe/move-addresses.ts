// Has the stand-in's payment links and webhook endpoints lead to servers that answer at other addresses than before.
import type { PaymentLinkDraft } from './payment-links.ts';
import type { StandInContext } from './stand-in-context.ts';

/** Origins as they were, and what each of them is now. */
export type Moves = Readonly<Record<string, string>>;

/** Leads payment links and webhook endpoints of all accounts to the new origins; the links' own addresses become those of now. */
export function moveAddresses(context: StandInContext, moves: Moves): void {
  const { paymentLinks, webhookEndpoints } = context.state;
  for (const [path, record] of paymentLinks) {
    const { draft, link } = record;
    const { redirect, ...after } = link.after_completion;
    const moved = redirect === undefined ? after : { ...after, redirect: { url: move(redirect.url, moves) } };
    const url = `${context.baseUrl()}/${path}`;
    paymentLinks.set(path, {
      ...record,
      draft: moveDraft(draft, moves),
      link: { ...link, url, after_completion: moved },
    });
  }
  for (const [id, endpoint] of webhookEndpoints) {
    const { object } = endpoint;
    webhookEndpoints.set(id, { ...endpoint, object: { ...object, url: move(object.url, moves) } });
  }
  context.save();
}

/** As it was first made; what the API changed since stands in the link alone. */
function moveDraft(draft: PaymentLinkDraft, moves: Moves): PaymentLinkDraft {
  const { afterCompletion } = draft;
  if (!('redirectUrl' in afterCompletion)) return draft;
  return { ...draft, afterCompletion: { redirectUrl: move(afterCompletion.redirectUrl, moves) } };
}

/** Cut off as text: a URL object would encode the braces of Stripe's placeholder. */
function move(address: string, moves: Moves): string {
  const from = URL.parse(address)?.origin;
  const to = from !== undefined && Object.hasOwn(moves, from) ? moves[from] : undefined;
  return from === undefined || to === undefined ? address : `${to}${address.slice(from.length)}`;
}
