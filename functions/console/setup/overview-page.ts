// A property at a glance: where its set-up stands, what is to be put right first, and the last payments.
import { type Answer, page } from '../answer.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { copyable, message, table } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { entryTexts } from '../texts/entry-texts.ts';
import { noteTexts, stepTexts, overviewTexts as texts } from '../texts/setup-texts.ts';
import { describeEntry } from './describe-entry.ts';
import { logDamaged, readSetupFacts, type SetupFacts } from './setup-facts.ts';
import { findNextStep, findSteps, type StepStatus } from './setup-steps.ts';
import { stepPath } from './step-frame.ts';

const shownPayments = 5;
/** More are not counted: what matters is that there are some. */
const maxTroubled = 50;

/** The page of a property. */
export async function showOverview(request: PropertyRequest): Promise<Answer> {
  const { context, property } = request;
  const [facts, troubled] = await Promise.all([
    readSetupFacts(context, property),
    context.store.findTroubledEntries(property.id, maxTroubled, (id) => logDamaged(context, id)),
  ]);
  const steps = findSteps(facts);
  return page({
    title: texts.title,
    section: '',
    body: html`${drawFirst(request, steps, troubled.length)}
${drawSetup(request, steps)}
${drawPayments(request, facts)}
<h2>${texts.idLabel}</h2>${copyable(property.id, texts.copyId)}`,
  });
}

function drawFirst(request: PropertyRequest, steps: readonly StepStatus[], troubled: number): Html {
  const base = request.to(`/properties/${request.property.id}`);
  const looks = steps
    .filter(({ state }) => state === 'look')
    .map(({ id, note }) =>
      message(
        'warning',
        html`<p>${noteTexts[note] ?? ''} <a href="${stepPath(request, id)}">${stepTexts[id].title}</a></p>`,
      ),
    );
  const troubles =
    troubled === 0
      ? nothing
      : message(
          'bad',
          html`<p>${troubled === maxTroubled ? texts.troubledMany : texts.troubled(troubled)} <a href="${base}/conversions">${texts.toTroubled}</a></p>`,
        );
  const isClear = looks.length === 0 && troubled === 0;
  return html`<section><h2>${texts.firstHeading}</h2>${troubles}${looks}${isClear ? html`<p>${texts.nothingWrong}</p>` : nothing}<p><a href="${base}/doctor">${texts.toDoctor}</a></p></section>`;
}

function drawSetup(request: PropertyRequest, steps: readonly StepStatus[]): Html {
  const done = steps.filter(({ state }) => state === 'done').length;
  const next = findNextStep(steps);
  const sentence = next === undefined ? texts.setupDone : texts.setupOpen(done, steps.length);
  const button =
    next === undefined
      ? nothing
      : html`<a class="button" href="${stepPath(request, next.id)}">${texts.goOn(stepTexts[next.id].title)}</a>`;
  return html`<section><h2>${texts.setupHeading}</h2><p><progress max="${steps.length}" value="${done}" aria-label="${sentence}"></progress> ${sentence}</p><p class="actions">${button}<a href="${stepPath(request)}">${texts.toSetup}</a></p></section>`;
}

function drawPayments({ to, property }: PropertyRequest, { entries }: SetupFacts): Html {
  const base = to(`/properties/${property.id}/conversions`);
  if (entries.length === 0) return html`<section><h2>${texts.paymentsHeading}</h2><p>${texts.noPayments}</p></section>`;
  const rows = entries.slice(0, shownPayments).map((entry) => {
    const { what, atMs, amount, mode, stripeId } = describeEntry(entry, property);
    return [moment(atMs), html`<a href="${base}/${stripeId}">${what}</a>`, amount, entryTexts.modes[mode]];
  });
  const columns = [
    { label: texts.paymentColumns.when },
    { label: texts.paymentColumns.what },
    { label: texts.paymentColumns.amount, isNumber: true },
    { label: texts.paymentColumns.mode },
  ];
  return html`<section><h2>${texts.paymentsHeading}</h2>${table(texts.paymentsCaption, columns, rows)}<p><a href="${base}">${texts.allPayments}</a></p></section>`;
}
