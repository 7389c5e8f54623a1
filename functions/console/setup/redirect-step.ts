// The step that brings buyers back to the thank-you page with their payment.

import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { tickOff } from '../../properties/tick-off.ts';
import { toRedirectUrl } from '../../rules/redirect-url.ts';
import type { StripeRefusal } from '../../stripe/ask-with-key.ts';
import { createPaymentLink, type LinkChange, redirectPaymentLink } from '../../stripe/redirect-payment-link.ts';
import { writeAudit } from '../access/audit.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import { readMode } from '../forms/read-mode.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { redirectStepTexts as texts } from '../texts/redirect-step-texts.ts';
import { keepRedirects } from './keep-redirects.ts';
import { readLinks } from './read-links.ts';
import { priceField, type RedirectDrawn, toRedirectBody } from './redirect-page.ts';
import { changing, drawWithFacts, goOn, stepPath } from './step-frame.ts';

/** The page; `page` in its address is the thank-you page that the text to paste is made for. */
export async function showRedirectStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request, { typed: request.query.get('page') ?? undefined }));
}

/** Keeps that somebody entered the redirect everywhere. */
export async function tickRedirectStep(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      const tools = toPropertyTools(request.context);
      // Anew, because placeholders that were seen before do not count from now on.
      await tickOff(tools, request.property.id, { done: [], open: ['redirect'] });
      await tickOff(tools, request.property.id, { done: ['redirect'] });
      return goOn(request, 'redirect');
    },
  );
}

/** Has Stripe send the buyers of one payment link to the page. */
export async function changeRedirect(request: PropertyRequest): Promise<Answer> {
  const linkId = request.form.get('link') ?? '';
  return await changeLink(request, 'payment_link_redirected', (errand, redirectUrl) =>
    redirectPaymentLink(errand, { linkId, redirectUrl }),
  );
}

/** Has Stripe make a payment link for a price, whose buyers come to the page. */
export async function makeLink(request: PropertyRequest): Promise<Answer> {
  const field = priceField(readMode(request.form));
  const priceId = (request.form.get(field) ?? '').trim();
  if (!/^price_[A-Za-z0-9_]{3,250}$/.test(priceId)) {
    const typed = request.form.get('page') ?? undefined;
    return pageAgain(
      await draw(request, { typed, prices: { [field]: priceId }, faults: { [field]: texts.priceFault } }),
    );
  }
  return await changeLink(request, 'payment_link_made', (errand, redirectUrl) =>
    createPaymentLink(errand, { priceId, redirectUrl }),
  );
}

type Change = (errand: { apiKey: string; apiBase: string | undefined }, redirectUrl: string) => Promise<LinkChange>;

async function changeLink(request: PropertyRequest, what: string, change: Change): Promise<Answer> {
  const { property, form, context } = request;
  const typed = form.get('page') ?? '';
  const again = async (fault?: string): Promise<Answer> => pageAgain(await draw(request, { typed, fault }));
  const wanted = toRedirectUrl(typed, property);
  const mode = readMode(form);
  if (wanted.kind === 'refused' || mode === undefined) return await again();
  const key = openStripeKey(property, mode, context.settings.keyRing);
  if (key.kind !== 'key') return await again(texts.why[key.kind === 'none' ? 'no_key' : 'unavailable']);
  const changed = await change({ apiKey: key.apiKey, apiBase: context.settings.stripeApiBase }, wanted.value);
  if (changed.kind !== 'changed') return await again(wordRefusal(changed));
  await writeAudit(request, { what, about: changed.link.id });
  const query = new URLSearchParams({ page: typed, notice: 'saved' });
  return { kind: 'redirect', to: `${stepPath(request, 'redirect')}?${query}` };
}

function wordRefusal(refusal: StripeRefusal): string {
  return refusal.kind === 'unavailable' ? texts.failed.unavailable(refusal.reason) : texts.failed[refusal.kind];
}

async function draw(
  request: PropertyRequest,
  drawn: Omit<RedirectDrawn, 'facts' | 'read'> & { fault?: string | undefined },
): Promise<Page> {
  const { fault, ...rest } = drawn;
  return await drawWithFacts(request, async (known) => {
    const read = known.property.hostnames.length === 0 ? [] : await readLinks(request, known.property);
    const facts = await keepRedirects(request.context, known, read);
    const body = await toRedirectBody({ ...request, property: facts.property }, { ...rest, facts, read });
    return { id: 'redirect', facts, fault, body };
  });
}
