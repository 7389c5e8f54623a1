// The check-up page: what the store knows at once, and on request what Stripe, the destinations and a page say.
import { checkPage } from '../../doctor/checks/check-page.ts';
import { findAll } from '../../doctor/find-all.ts';
import { countVerdicts, type Finding, sortFindings } from '../../doctor/finding.ts';
import { quickFindings } from '../../doctor/quick-findings.ts';
import { createSendRequest } from '../../outbound/create-send-request.ts';
import { toWebhookUrl } from '../../properties/webhook/to-webhook-url.ts';
import { findOwningAccount } from '../../rules/account.ts';
import type { Property } from '../../rules/property.ts';
import { type Answer, page, pageAgain } from '../answer.ts';
import { findPublicAddress, findWebhookAddress } from '../functions-address.ts';
import { createConsoleLogs } from '../logs.ts';
import { form, textField } from '../page/fields.ts';
import { hintView } from '../page/hint-view.ts';
import { type Html, html } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { message } from '../page/parts.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { doctorTexts as texts } from '../texts/doctor-texts.ts';
import { findingsView } from './findings-view.ts';

/** What was entered, and what was wrong with it. */
interface Wish {
  url: string;
  endpoint: string;
  endpointError?: string;
  webhook: string;
  webhookError?: string;
}

/** `GET`: nobody outside is asked, so that opening or reloading the page costs nothing. */
export async function showDoctor(request: PropertyRequest): Promise<Answer> {
  const findings = await quickFindings(request.property, toQuickContext(request));
  const wish = { url: '', endpoint: findPublicAddress(request), webhook: findWebhookAddress(request) };
  return page(toPage(request, findings, wish, { isWhole: false }));
}

/** `POST`: asks everybody at once, and answers the page itself, because findings are kept nowhere. */
export async function runDoctor(request: PropertyRequest): Promise<Answer> {
  const { property, form: sent, context } = request;
  const { allowLocal } = context.settings;
  const url = sent.get('url')?.trim() ?? '';
  const endpoint = sent.get('endpoint')?.trim() || findPublicAddress(request);
  const webhook = sent.get('webhook')?.trim() || findWebhookAddress(request);
  const wish = { url, endpoint, webhook };
  const faults = { ...findFault('endpointError', endpoint, property), ...findFault('webhookError', webhook, property) };
  if (Object.keys(faults).length > 0) {
    const findings = await quickFindings(property, toQuickContext(request));
    return pageAgain(toPage(request, findings, { ...wish, ...faults }, { isWhole: false }));
  }
  const asked = createSendRequest({ allowLocal });
  const [stored, seen] = await Promise.all([
    findAll(property, await toDoctorContext(request, webhook)),
    url === '' ? [] : checkPage(property, url, { request: asked, endpoint }),
  ]);
  return page(toPage(request, sortFindings([...seen, ...stored]), wish, { isWhole: true }));
}

function findFault(name: 'endpointError' | 'webhookError', address: string, { id }: Property): Partial<Wish> {
  // The console itself may be open on this machine, whatever destinations may do.
  const parsed = toWebhookUrl(address, id, { allowLocal: true });
  return parsed.kind === 'refused' ? { [name]: parsed.sentence } : {};
}

function toQuickContext({ context }: PropertyRequest) {
  return { ...toPropertyTools(context), onDamaged: createConsoleLogs(context.log).damaged };
}

async function toDoctorContext(request: PropertyRequest, endpoint: string) {
  const { context, account } = request;
  const deployment = await context.store.console.findDeployment();
  return {
    ...toQuickContext(request),
    ...{ stripeApiBase: context.settings.stripeApiBase, endpoint },
    // The name of another account's property is none of this account's business.
    mayName: (other: Property) => findOwningAccount(other, deployment) === account.id,
  };
}

function toPage(request: PropertyRequest, findings: readonly Finding[], wish: Wish, { isWhole }: { isWhole: boolean }) {
  const { property, to, role, context } = request;
  const path = `/properties/${property.id}`;
  const { red, yellow } = countVerdicts(findings);
  const view = findingsView(findings, { propertyId: property.id, toPage: (part) => to(`${path}${part}`) });
  return {
    title: texts.title,
    section: '/doctor',
    body: html`<p>${isWhole ? texts.checkedIntro : texts.storedIntro} ${texts.checkedAt} ${moment(context.now())}.</p>
${role === 'owner' && !isWhole ? html`<p><a class="button" href="#ask">${texts.jump}</a></p>` : ''}
${hintView(context.findHint?.('doctor', property.id))}
${red > 0 ? '' : message('good', yellow > 0 ? texts.nothingRed : texts.nothingWrong)}
${view}
${role === 'owner' ? askForm(request, wish, isWhole) : html`<p class="hint">${texts.viewerNote}</p>`}`,
  };
}

function askForm(
  { property, to, visitor }: PropertyRequest,
  { url, endpoint, endpointError, webhook, webhookError }: Wish,
  isWhole: boolean,
): Html {
  const fields = [
    textField({ name: 'url', label: texts.urlLabel, hint: texts.urlHint, type: 'text', value: url }),
    textField({
      ...{ name: 'endpoint', label: texts.endpointLabel, hint: texts.endpointHint, value: endpoint },
      error: endpointError,
    }),
    textField({
      ...{ name: 'webhook', label: texts.webhookLabel, hint: texts.webhookHint, value: webhook },
      error: webhookError,
    }),
  ];
  return html`<h2 id="ask">${texts.askTitle}</h2><div class="panel">${form({
    action: to(`/properties/${property.id}/doctor`),
    csrf: visitor.csrf,
    fields,
    submit: isWhole ? texts.checkAgain : texts.check,
    beside: html`<span class="hint">${texts.stillNote}</span>`,
  })}</div>`;
}
