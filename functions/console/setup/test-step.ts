// The last step: waits for a payment of the property, and says what of it came through.
import type { SessionEntry } from '../../rules/entry.ts';
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import type { Property } from '../../rules/property.ts';
import { type Answer, page } from '../answer.ts';
import { toValueText } from '../entries/describe-entry.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { facts as factList, message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { entryTexts } from '../texts/entry-texts.ts';
import { testStepTexts as texts } from '../texts/test-step-texts.ts';
import { findNewestSession, wasSeenByPage } from './setup-facts.ts';
import { findNextStep, findSteps } from './setup-steps.ts';
import { drawWithFacts, stepPath } from './step-frame.ts';

const refreshSeconds = 5;

/** The page, which asks again every few seconds until a payment is complete and told by page and webhook as set up. */
export async function showTestStep(request: PropertyRequest): Promise<Answer> {
  return page(
    await drawWithFacts(request, (facts) => {
      const session = findNewestSession(facts);
      const isSettled = session?.status === 'paid' || session?.status === 'free';
      const isWhole = isSettled && session !== undefined && wasSeenByPage(session);
      return {
        ...{ id: 'test', facts },
        refreshSeconds: isWhole ? undefined : refreshSeconds,
        body: html`<div id="arrival" aria-live="polite">${session === undefined ? drawWaiting(facts.property) : drawArrival(request, session)}</div>
${isSettled ? drawEnd(request, findNextStep(findSteps(facts)) === undefined) : drawHow()}`,
      };
    }),
  );
}

function drawWaiting({ stripeKeys }: Property): Html {
  const missing = stripeKeys.test === null ? message('bad', texts.noTestKey) : nothing;
  return html`${missing}${message('quiet', html`<p><strong>${texts.waitingTitle}</strong></p><p>${texts.waiting}</p>`)}`;
}

function drawHow(): Html {
  return html`<h2>${texts.howTitle}</h2><ol>${texts.how.map((step) => html`<li>${step}</li>`)}</ol>`;
}

function drawArrival(request: PropertyRequest, session: SessionEntry): Html {
  const isSettled = session.status === 'paid' || session.status === 'free';
  const headline = isSettled ? texts.arrived : texts.arrivedUnsettled;
  const href = request.to(`/properties/${request.property.id}/conversions/${session.sessionId}`);
  return html`${message(isSettled ? 'good' : 'warning', html`<p><strong>${headline}</strong> ${texts.statuses[session.status]}</p>`)}
${factList([
  [texts.facts.when, moment(findOccurredAtMs(session))],
  [texts.facts.amount, toValueText(session, request.property) || texts.noAmount],
  [texts.facts.mode, entryTexts.modes[session.livemode ? 'live' : 'test']],
  [texts.facts.campaign, campaignOf(session)],
  [texts.facts.page, pageOf(session)],
  [texts.facts.webhook, hasWebhook(session) ? texts.webhook.told : texts.webhook.silent],
])}
<p><a href="${href}">${texts.details}</a></p>`;
}

function campaignOf({ pageCampaign }: SessionEntry): string {
  const parts = [pageCampaign?.utm_source, pageCampaign?.utm_medium, pageCampaign?.utm_campaign];
  const known = parts.filter((part) => part !== undefined && part !== null);
  return known.length === 0 ? texts.noCampaign : known.join(' / ');
}

function pageOf(session: SessionEntry): string {
  if (Object.values(session.events).some(({ reportedAtMs }) => reportedAtMs !== null)) return texts.page.reported;
  return wasSeenByPage(session) ? texts.page.asked : texts.page.silent;
}

function hasWebhook({ changes }: SessionEntry): boolean {
  return changes.some(({ source }) => source === 'webhook');
}

function drawEnd(request: PropertyRequest, isFinished: boolean): Html {
  if (!isFinished) return html`<p><a class="button" href="${stepPath(request)}">${texts.toSteps}</a></p>`;
  const overview = request.to(`/properties/${request.property.id}`);
  return html`<p>${texts.finished}</p><p><a class="button" href="${overview}">${texts.toOverview}</a></p>`;
}
