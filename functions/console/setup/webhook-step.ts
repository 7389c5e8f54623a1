// The step that connects Stripe's webhook: made by Stripe where the key may, else explained, and its secret stored.
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { tickOff } from '../../properties/tick-off.ts';
import { checkWebhookHost } from '../../properties/webhook/check-webhook-host.ts';
import {
  type ConnectedWebhook,
  connectPropertyWebhook,
  remakePropertyWebhook,
  storeWebhookSecret,
} from '../../properties/webhook/connect-property.ts';
import { toWebhookUrl } from '../../properties/webhook/to-webhook-url.ts';
import { parseWebhookSecret } from '../../properties/webhook/webhook-secrets.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import { writeAudit } from '../access/audit.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import { readOwnQuery } from '../forms/own-query.ts';
import { readMode } from '../forms/read-mode.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { webhookStepTexts as texts } from '../texts/webhook-step-texts.ts';
import { changing, drawWithFacts, goOn, stay } from './step-frame.ts';
import { findStepAddress } from './webhook-address.ts';
import { secretFieldName, toWebhookBody, type WebhookDrawn } from './webhook-page.ts';

/** The page; `address` in its own address is where the functions answer. */
export async function showWebhookStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request, {}));
}

/** Has Stripe make the endpoint, and stores its secret; where Stripe does not, says why and what to do by hand. */
export async function makeWebhook(request: PropertyRequest): Promise<Answer> {
  return await makeWith(connectPropertyWebhook, request);
}

/** The same in the place of the endpoints that the property has. */
export async function remakeWebhook(request: PropertyRequest): Promise<Answer> {
  return await makeWith(remakePropertyWebhook, request);
}

async function makeWith(make: typeof connectPropertyWebhook, request: PropertyRequest): Promise<Answer> {
  const { context, form, property } = request;
  const mode = readMode(form);
  const url = toWebhookUrl(readAddress(request), property.id, context.settings);
  if (mode === undefined || url.kind === 'refused') return pageAgain(await draw(request, {}));
  const checked = await checkWebhookHost(url.value);
  if (checked.kind === 'refused') return pageAgain(await draw(request, { faults: { address: checked.sentence } }));
  const key = openStripeKey(property, mode, context.settings.keyRing);
  const made = await make(
    toPropertyTools(context),
    { propertyId: property.id, mode },
    { key, url: url.value, apiBase: context.settings.stripeApiBase },
  );
  if (made.kind !== 'created') return pageAgain(await draw(request, { fault: wordOutcome(made) }));
  await writeAudit(request, { what: 'webhook_connected', about: mode });
  return stay(request, 'webhook');
}

/** Stores the secrets that somebody copied from Stripe, as the newest of their modes. */
export async function saveWebhookSecrets(request: PropertyRequest): Promise<Answer> {
  const { context, form, property } = request;
  const faults: Record<string, string> = {};
  const secrets: { mode: (typeof stripeModes)[number]; secret: string }[] = [];
  for (const mode of stripeModes) {
    const text = form.get(secretFieldName(mode)) ?? '';
    if (text.trim() === '') continue;
    const parsed = parseWebhookSecret(text);
    if (parsed.kind === 'refused') faults[secretFieldName(mode)] = parsed.sentence;
    else secrets.push({ mode, secret: parsed.value });
  }
  if (Object.keys(faults).length > 0) return pageAgain(await draw(request, { faults }));
  if (secrets.length === 0) return pageAgain(await draw(request, { fault: texts.nothing }));
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      for (const { mode, secret } of secrets) {
        await storeWebhookSecret(toPropertyTools(context), { propertyId: property.id, mode }, secret);
        await writeAudit(request, { what: 'webhook_secret_added', about: mode });
      }
      return goOn(request, 'webhook');
    },
  );
}

/** Keeps that nobody wants the webhook. */
export async function skipWebhook(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      await tickOff(toPropertyTools(request.context), request.property.id, { done: ['webhook'] });
      return goOn(request, 'webhook');
    },
  );
}

function wordOutcome(made: Exclude<ConnectedWebhook, { kind: 'created' }>): string {
  switch (made.kind) {
    case 'by_hand':
      return texts.byHand[made.reason];
    case 'not_stored':
      return texts.notStored(made.endpointId);
    case 'exists': {
      const { isEnabled, missingEventTypes } = made.endpoint;
      return [
        texts.exists,
        ...(isEnabled ? [] : [texts.existsDisabled]),
        ...(missingEventTypes.length === 0 ? [] : [texts.existsMissing(missingEventTypes.join(', '))]),
      ].join(' ');
    }
  }
}

function readTyped(request: PropertyRequest): string | undefined {
  return request.form.get('address') ?? readOwnQuery(request).get('address') ?? undefined;
}

function readAddress(request: PropertyRequest): string {
  return readTyped(request)?.trim() ?? findStepAddress(request);
}

type Drawn = Pick<WebhookDrawn, 'faults'> & { fault?: string | undefined };

async function draw(request: PropertyRequest, { fault, faults }: Drawn): Promise<Page> {
  const address = readAddress(request);
  return await drawWithFacts(request, (facts) => ({
    ...{ id: 'webhook', facts, fault },
    body: toWebhookBody(request, {
      facts,
      address,
      isTyped: readTyped(request) !== undefined,
      ...(faults !== undefined && { faults }),
    }),
  }));
}
