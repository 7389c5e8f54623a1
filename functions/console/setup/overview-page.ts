// A property at a glance: where its set-up stands, what is to be put right or looked at first, and the last payments.
import type { Finding } from '../../doctor/finding.ts';
import { quickFindings } from '../../doctor/quick-findings.ts';
import { describeFinding } from '../../doctor/texts/finding-texts.ts';
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import { type Answer, page } from '../answer.ts';
import { nameEntry, toStripeId, toValueText } from '../entries/describe-entry.ts';
import type { Hint } from '../hint.ts';
import { hintView } from '../page/hint-view.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { copyable, message, table } from '../page/parts.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { entryTexts } from '../texts/entry-texts.ts';
import { frameTexts, stepTexts, overviewTexts as texts, wordNote, wordSetupDone } from '../texts/setup-texts.ts';
import { keepProof } from './keep-proof.ts';
import { readSetupFacts, type SetupFacts, sharersAgeMs, toDamageListener } from './setup-facts.ts';
import { countSteps, findNextStep, findSteps, type StepStatus } from './setup-steps.ts';
import { stepPath } from './step-frame.ts';

const shownPayments = 5;
const shownFindings = 3;

/** The page of a property. */
export async function showOverview(request: PropertyRequest): Promise<Answer> {
  const { context, property } = request;
  const onDamaged = toDamageListener(context);
  const [facts, findings] = await Promise.all([
    readSetupFacts(context, property, sharersAgeMs.overview).then((read) => keepProof(context, read, 'newest')),
    quickFindings(property, { ...toPropertyTools(context), onDamaged }),
  ]);
  const steps = findSteps(facts);
  const hint = context.findHint?.('overview', property.id);
  const isRemoved = property.removalStartedAtMs !== undefined;
  return page({
    title: texts.title,
    section: '',
    body: html`${isRemoved ? nothing : hintView(hint)}
${isRemoved ? nothing : drawSetup(request, steps, hint?.leave)}
${drawFirst(request, findings)}
${isRemoved ? nothing : drawPayments(request, facts)}
<h2>${texts.idLabel}</h2>${copyable(property.id, texts.copyId)}`,
  });
}

/** The worst of what is known without asking anybody; the check-up has it all. */
function drawFirst(request: PropertyRequest, findings: readonly Finding[]): Html {
  const base = request.to(`/properties/${request.property.id}`);
  const wrong = findings.filter(({ verdict }) => verdict === 'red' || verdict === 'yellow');
  const shown = wrong.slice(0, shownFindings).map((finding) => {
    const { what, fix } = describeFinding(finding, request.property.id);
    const path = fix?.path ?? null;
    const go =
      path === null
        ? html`<a href="${base}/doctor">${texts.toFix}</a>`
        : html`<a href="${base}${path}">${texts.toCure}</a>`;
    return message(finding.verdict === 'red' ? 'bad' : 'warning', html`<p>${what} ${go}</p>`);
  });
  const rest = wrong.length - shown.length;
  // That somebody deletes it is nothing to be put right.
  const heading =
    request.property.removalStartedAtMs === undefined
      ? html`<h2>${texts.firstHeadings[findWorst(wrong)]}</h2>`
      : nothing;
  return html`<section>${heading}${shown}${wrong.length === 0 ? html`<p>${texts.nothingWrong}</p>` : nothing}<p><a href="${base}/doctor">${rest > 0 ? texts.more(rest) : texts.toDoctor}</a></p></section>`;
}

function findWorst(wrong: readonly Finding[]): keyof typeof texts.firstHeadings {
  if (wrong.length === 0) return 'none';
  return wrong.some(({ verdict }) => verdict === 'red') ? 'red' : 'yellow';
}

function drawSetup(request: PropertyRequest, steps: readonly StepStatus[], leave: Hint['leave']): Html {
  const { done, left, all, isOver } = countSteps(steps);
  const next = findNextStep(steps, leave);
  const sentence = isOver ? wordSetupDone(left) : texts.setupOpen(done, all, left);
  const leftOut = steps.filter(({ state }) => state === 'left_out');
  const button =
    next === undefined
      ? nothing
      : html`<a class="button" href="${stepPath(request, next.id)}">${texts.goOn(stepTexts[next.id].title)}</a>`;
  return html`<section><h2>${texts.setupHeading}</h2><p><progress max="${all}" value="${done + left}" aria-label="${sentence}"></progress> ${sentence}</p><p class="actions">${button}<a href="${stepPath(request)}">${texts.toSetup}</a></p>${leftOut.map((step) => drawLeftOut(request, step))}</section>`;
}

function drawLeftOut(request: PropertyRequest, step: StepStatus): Html {
  const link = html`<a href="${stepPath(request, step.id)}">${frameTexts.setItUp(stepTexts[step.id].title)}</a>`;
  return html`<p class="hint">${wordNote(step)} ${link}</p>`;
}

function drawPayments({ to, property }: PropertyRequest, { entries }: SetupFacts): Html {
  const base = to(`/properties/${property.id}/conversions`);
  if (entries.length === 0) return html`<section><h2>${texts.paymentsHeading}</h2><p>${texts.noPayments}</p></section>`;
  const rows = entries.slice(0, shownPayments).map((entry) => {
    const link = html`<a href="${base}/${toStripeId(entry)}">${nameEntry(entry)}</a>`;
    const mode = entryTexts.modes[entry.livemode ? 'live' : 'test'];
    return [moment(findOccurredAtMs(entry)), link, toValueText(entry, property), mode];
  });
  const columns = [
    { label: texts.paymentColumns.when },
    { label: texts.paymentColumns.what },
    { label: texts.paymentColumns.amount, isNumber: true },
    { label: texts.paymentColumns.mode },
  ];
  return html`<section><h2>${texts.paymentsHeading}</h2><div class="as-cards">${table(texts.paymentsCaption, columns, rows)}</div><p><a href="${base}">${texts.allPayments}</a></p></section>`;
}
