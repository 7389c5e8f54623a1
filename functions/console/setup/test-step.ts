// The last step: waits for a payment of the property, and says which parts of it came through and what keeps the others away.
import { wordReason } from '../../delivery/reason-words.ts';
import { wordLeftOut } from '../../doctor/texts/left-out-texts.ts';
import type { SessionEntry } from '../../rules/entry.ts';
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import { findLeftOutAtMs } from '../../rules/left-out.ts';
import { type Answer, type Page, page } from '../answer.ts';
import { readOrigins } from '../conversions/read-origins.ts';
import { toOriginText, toValueText } from '../entries/describe-entry.ts';
import { readOwnQuery } from '../forms/own-query.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { badge, facts as factList, message, type Tone } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { nameDestination } from '../settings/destinations/name-destination.ts';
import { entryTexts } from '../texts/entry-texts.ts';
import { stepTexts, wordSetupDone } from '../texts/setup-texts.ts';
import { testStepTexts as texts } from '../texts/test-step-texts.ts';
import { findNewestSession, type SetupFacts } from './setup-facts.ts';
import { countSteps, findNextStep, findSteps, type StepId, type StepStatus } from './setup-steps.ts';
import { drawWithFacts, stepPath, tickForm } from './step-frame.ts';
import { findTestParts, isSettled, isWhole, type TestPart, wasDenied } from './test-parts.ts';

const refreshSeconds = 5;

/** A page that was left open asks no longer than this. */
const lookForMs = 30 * 60_000;

const sinceName = 'since';

/** The page, which asks again every few seconds until a payment is complete and every part that is set up has told of it. */
export async function showTestStep(request: PropertyRequest): Promise<Answer> {
  return page(await drawTestStep(request));
}

/** The page; `fault` is what kept the last change from being made. */
export async function drawTestStep(request: PropertyRequest, fault?: string): Promise<Page> {
  const now = request.context.now();
  const sinceMs = readSinceMs(request, now);
  return await drawWithFacts(request, async (facts) => {
    const steps = findSteps(facts);
    const isProven = isBehind(steps);
    const isWaiting = !isProven && now - sinceMs < lookForMs;
    const session = findNewestSession(facts);
    const open = steps.filter(({ id, state }) => id !== 'test' && state === 'open').map(({ id }) => id);
    const drawn =
      session === undefined
        ? drawWithout(request, facts, isProven ? 'proven' : open)
        : await drawArrival(request, session, { facts, isProven });
    return {
      ...{ id: 'test', facts, fault },
      ...(isWaiting && { refreshSeconds, refreshQuery: { [sinceName]: String(sinceMs) } }),
      body: isProven
        ? html`<div id="arrival" aria-live="polite">${drawn}</div>
${drawEnd(request, steps)}
${drawPageChoice(request, facts, isProven)}`
        : html`<div id="arrival" aria-live="polite">${drawn}${message('quiet', isWaiting ? texts.looking : texts.lookedLong)}</div>
${lookAgain(request)}
${drawPageChoice(request, facts, isProven)}
${drawHow()}`,
    };
  });
}

/** Whether nobody waits for a payment any more. */
function isBehind(steps: readonly StepStatus[]): boolean {
  return steps.some(({ id, state }) => id === 'test' && (state === 'done' || state === 'left_out'));
}

/** The page anew, which does not ask for itself any more or not yet. */
function lookAgain(request: PropertyRequest): Html {
  return html`<p><a href="${stepPath(request, 'test')}">${texts.lookAgain}</a></p>`;
}

/** When the page was opened that asks for itself again since; now where its address says nothing, or nothing that can be. */
function readSinceMs(request: PropertyRequest, nowMs: number): number {
  const text = readOwnQuery(request).get(sinceName) ?? '';
  return /^\d{1,15}$/.test(text) ? Math.min(Number(text), nowMs) : nowMs;
}

/** The way to go without the report of a page, where one is missing that may never come, and the way back. */
function drawPageChoice(request: PropertyRequest, facts: SetupFacts, isProven: boolean): Html {
  if (findLeftOutAtMs(facts.property, 'page') !== undefined)
    return tickForm(request, 'test', { to: '/wait', submit: texts.awaitPage, isQuiet: true });
  const session = findNewestSession(facts);
  if (isProven || session === undefined || !isSettled(session)) return nothing;
  const [part] = findTestParts(session, facts);
  if (part?.id !== 'page' || part.state !== 'missing') return nothing;
  // The others have a cure, and a page that has them is there.
  if (part.fault !== 'not_reported' && part.fault !== 'not_asked') return nothing;
  return tickForm(request, 'test', { to: '/skip', isQuiet: true, ...texts.leaveOutPage[part.fault] });
}

/** The steps are those that are open before this one. */
function drawWithout(request: PropertyRequest, facts: SetupFacts, stands: 'proven' | readonly StepId[]): Html {
  if (stands === 'proven') return message('good', drawProven(facts));
  const steps = stands.map((id) => html`<li><a href="${stepPath(request, id)}">${stepTexts[id].title}</a></li>`);
  return html`${drawWaiting(facts)}${steps.length === 0 ? nothing : html`<p>${texts.stillOpen}</p><ul>${steps}</ul>`}`;
}

function drawProven({ property: { ticked = {} } }: SetupFacts): Html {
  const { test: seenAtMs } = ticked;
  const seen = seenAtMs === undefined ? nothing : html` ${texts.provenOn} ${moment(seenAtMs)}.`;
  return html`<p>${texts.provenBefore}${seen}</p>`;
}

function drawWaiting({ property: { stripeKeys } }: SetupFacts): Html {
  const missing = stripeKeys.test === null ? message('bad', texts.noTestKey) : nothing;
  return html`${missing}<p><strong>${texts.waitingTitle}</strong></p>`;
}

function drawHow(): Html {
  return html`<h2>${texts.howTitle}</h2><ol>${texts.how.map((step) => html`<li>${step}</li>`)}</ol>`;
}

interface Surroundings {
  facts: SetupFacts;
  /** This payment or an earlier one came through whole. */
  isProven: boolean;
}

async function drawArrival(
  request: PropertyRequest,
  session: SessionEntry,
  { facts, isProven }: Surroundings,
): Promise<Html> {
  const campaign = await findCampaign(request, session);
  const parts = isSettled(session) ? findTestParts(session, facts) : [];
  const href = request.to(`/properties/${request.property.id}/conversions/${session.sessionId}`);
  return html`${drawHeadline(session, parts)}
${isProven && !(isSettled(session) && isWhole(parts)) ? html`${drawProven(facts)}${lookAgain(request)}` : nothing}
${factList([
  [texts.facts.when, moment(findOccurredAtMs(session))],
  [texts.facts.amount, toValueText(session, request.property) || texts.noAmount],
  [texts.facts.mode, entryTexts.modes[session.livemode ? 'live' : 'test']],
  [texts.facts.campaign, campaign],
  ...parts.map((part): [string, Html] => [nameOfPart(part), drawPart(request, session, part)]),
  ...(wasDenied(session) ? [[texts.facts.consent, texts.denied] as const] : []),
])}
<p><a href="${href}">${texts.details}</a></p>`;
}

function drawHeadline(session: SessionEntry, parts: readonly TestPart[]): Html {
  const status = texts.statuses[session.status];
  if (!isSettled(session)) return message('warning', html`<p><strong>${texts.arrivedUnsettled}</strong> ${status}</p>`);
  if (isWhole(parts)) return message('good', html`<p><strong>${texts.arrived}</strong> ${status}</p>`);
  const names = [...new Set(parts.filter(({ state }) => state === 'missing').map(nameOfPart))];
  return message('warning', html`<p><strong>${texts.arrivedInPart}</strong> ${status} ${texts.missing(names)}</p>`);
}

function nameOfPart(part: TestPart): string {
  if (part.id !== 'destination') return texts.facts[part.id];
  return nameDestination(part.destination);
}

const tones: Record<TestPart['state'], Tone> = {
  ...{ came: 'good', missing: 'warning' },
  ...{ left_out: 'quiet', unused: 'quiet', as_test: 'quiet' },
};

function drawPart(request: PropertyRequest, session: SessionEntry, part: TestPart): Html {
  const { sentence, step } = wordPart(session, part);
  const link =
    step === undefined
      ? nothing
      : html` <a href="${stepPath(request, step)}">${texts.toStep(stepTexts[step].title)}</a>`;
  return html`${badge(tones[part.state], texts.states[part.state])} ${sentence}${link}`;
}

interface PartWords {
  sentence: Html | string;
  /** Where something can be done about it. */
  step?: StepId;
}

function wordPart(session: SessionEntry, part: TestPart): PartWords {
  if (part.state === 'left_out') {
    const { what, loss } = wordLeftOut(part.id, part.atMs);
    return { sentence: `${what} ${loss}`, ...(part.id !== 'page' && { step: part.id }) };
  }
  switch (part.id) {
    case 'page':
      return wordPage(session, part);
    case 'webhook':
      return part.state === 'came'
        ? { sentence: texts.webhook.came }
        : { sentence: texts.webhook[part.state], step: 'webhook' };
    case 'destinations':
      return { sentence: texts.destinations[part.why], step: 'destinations' };
    case 'destination':
      return wordDestination(session, part);
  }
}

const pageSteps = {
  placeholder: 'redirect',
  host_refused: 'name',
  not_asked: 'downloads',
  not_reported: 'downloads',
} as const satisfies Record<string, StepId>;

function wordPage(
  { livemode }: SessionEntry,
  part: Exclude<Extract<TestPart, { id: 'page' }>, { state: 'left_out' }>,
): PartWords {
  if (part.state === 'came') return { sentence: livemode ? texts.page.came : texts.page.cameAsTest };
  if (part.state === 'unused') return { sentence: texts.page.unused, step: 'downloads' };
  const { why, todo } = texts.page[part.fault];
  const list = html`${why}<ul>${todo.map((one) => html`<li>${one}</li>`)}</ul>`;
  return { sentence: list, step: pageSteps[part.fault] };
}

function wordDestination({ livemode }: SessionEntry, part: Extract<TestPart, { id: 'destination' }>): PartWords {
  if (part.state === 'came') {
    const isTest = !livemode && part.by === 'server' && part.destination.kind === 'server_container';
    return { sentence: isTest ? texts.destination.containerRan : texts.destination.came[part.by] };
  }
  if (part.state === 'as_test') return { sentence: texts.destination.asTest };
  const { fault, reason, dueAtMs } = part;
  if (fault === 'not_planned') return { sentence: texts.destination.not_planned };
  if (fault === 'waiting') {
    const due = dueAtMs === null ? nothing : html` ${texts.destination.due} ${moment(dueAtMs)}.`;
    return { sentence: html`${texts.destination.waiting}${due}` };
  }
  return { sentence: texts.destination[fault](wordReason(reason, 'console')), step: 'destinations' };
}

/** As the list of conversions names it. */
async function findCampaign({ context: { store, now } }: PropertyRequest, session: SessionEntry): Promise<string> {
  const origins = (await readOrigins(store, [session], now())).get(session.id);
  return (origins && toOriginText(origins.last)) || texts.noCampaign;
}

function drawEnd(request: PropertyRequest, steps: readonly StepStatus[]): Html {
  const leave = request.context.findHint?.('setup', request.property.id)?.leave;
  if (findNextStep(steps, leave) !== undefined) {
    return html`<p><a class="button" href="${stepPath(request)}">${texts.toSteps}</a></p>`;
  }
  const overview = request.to(`/properties/${request.property.id}`);
  const { isOver, left } = countSteps(steps);
  return html`<p>${isOver ? `${wordSetupDone(left)} ` : nothing}${texts.fromHereOn}</p><p><a class="button" href="${overview}">${texts.toOverview}</a></p>`;
}
