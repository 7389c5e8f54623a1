// Writes the lookup's answer as JSON; what is the same for everybody is written once per session and reused.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import type { ContainerAnswer } from '../contract/container-answer.ts';
import type { ForwardedEvent } from '../contract/forwarded-event.ts';
import { toCheckoutAnswer } from '../rules/answer.ts';
import type { Attribution } from '../rules/attribution.ts';
import type { EmailPolicy, Property } from '../rules/property.ts';
import type { CompletedOutcome } from '../rules/status.ts';
import type { RememberedSession } from './session-memory.ts';

/** What differs from one answer about a session to the next. */
export interface AnswerVariables {
  firstView: boolean;
  /** How much of the personal data goes out. */
  policy: EmailPolicy;
  campaign: CampaignParameters;
  attribution: Attribution;
  /** For a server container whose claim holds the event. */
  forwarded?: ForwardedEvent | undefined;
}

const emptyCampaign: CampaignParameters = {
  utm_source: null,
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
};

/** The answer's JSON. `property` must be the one that the session was read for. */
export function writeAnswer(
  remembered: RememberedSession,
  property: Property,
  outcome: CompletedOutcome,
  { firstView, policy, campaign, attribution, forwarded }: AnswerVariables,
): string {
  const key = `${property.version} ${outcome.event} ${policy} ${attribution.clickId ?? ''}`;
  let common = remembered.writtenAnswers.get(key);
  if (common === undefined) {
    common = writeCommonPart(remembered, property, outcome, policy, attribution);
    // An answer written from an older version of the property, or for another status, is never asked for again.
    if (remembered.writtenAnswers.size >= 4) remembered.writtenAnswers.clear();
    remembered.writtenAnswers.set(key, common);
  }
  type Own = Pick<ContainerAnswer, 'first_view' | 'forwarded' | keyof CampaignParameters>;
  const own = JSON.stringify({
    first_view: firstView,
    ...campaign,
    ...(forwarded !== undefined && { forwarded }),
  } satisfies Own);
  return `${common.slice(0, -1)},${own.slice(1)}`;
}

function writeCommonPart(
  { session }: RememberedSession,
  property: Property,
  outcome: CompletedOutcome,
  policy: EmailPolicy,
  attribution: Attribution,
): string {
  const { first_view, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ...common } = toCheckoutAnswer({
    session,
    property,
    outcome,
    firstView: false,
    policy,
    campaign: emptyCampaign,
    attribution,
  });
  return JSON.stringify(common);
}
