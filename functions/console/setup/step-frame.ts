// What every step of the set-up has around it: the bar of all steps, and the ways back and on.
import { PropertyError } from '../../properties/property-error.ts';
import { type Answer, type Page, pageAgain } from '../answer.ts';
import { type Form, form } from '../page/fields.ts';
import { hintView } from '../page/hint-view.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts, stateTexts, stepTexts, wordNote } from '../texts/setup-texts.ts';
import { keepProof } from './keep-proof.ts';
import { readSetupFacts, type SetupFacts, sharersAgeMs } from './setup-facts.ts';
import { findSteps, isDone, type StepId, type StepNote, type StepStatus, stepIds } from './setup-steps.ts';

/** The entry of the property's navigation that all pages of the set-up belong to. */
export const setupSection = '/setup';

/** One step's own part. */
export interface StepContent {
  id: StepId;
  facts: SetupFacts;
  body: Html | readonly Html[];
  /** Why the last change was not made, where that belongs to no field. */
  fault?: string | undefined;
  refreshSeconds?: number | undefined;
  refreshQuery?: Page['refreshQuery'];
}

/** A step's page; `fault` is what kept its last change from being made. */
export type DrawStep = (fault?: string) => Promise<Page>;

/** The page of a step. */
function toStepPage(request: PropertyRequest, content: StepContent): Page {
  const { id, facts, body, fault, refreshSeconds, refreshQuery } = content;
  const steps = findSteps(facts);
  const own = steps.find((step) => step.id === id);
  return {
    title: stepTexts[id].title,
    section: setupSection,
    ...(refreshSeconds !== undefined && { refreshSeconds }),
    ...(refreshQuery !== undefined && { refreshQuery }),
    body: html`${stepBar(request, steps, id)}
${fault === undefined ? nothing : message('bad', fault)}
${own === undefined ? nothing : drawNote(own)}
${hintView(request.context.findHint?.(id, request.property.id), { isFolded: isDone(steps, id) })}
${body}
${waysOn(request, id)}`,
  };
}

/** What these steps say in full below. */
const toldBelow: readonly StepNote[] = ['shared', 'unsettled', 'parts_missing', 'unconfirmed'];

function drawNote(step: StepStatus): Html {
  const sentence = toldBelow.includes(step.note) ? undefined : wordNote(step);
  return sentence === undefined ? nothing : message(step.state === 'left_out' ? 'quiet' : 'warning', sentence);
}

/** The whole path of a step's page; of the list of steps without an id. */
export function stepPath({ to, property }: PropertyRequest, id?: StepId): string {
  return to(`/properties/${property.id}${setupSection}${id === undefined ? '' : `/${id}`}`);
}

/** On to the step behind this one. */
export function goOn(request: PropertyRequest, id: StepId, notice = 'saved'): Answer {
  const next = stepIds[stepIds.indexOf(id) + 1];
  return { kind: 'redirect', to: `${stepPath(request, next)}?notice=${notice}` };
}

/** Back to this step. */
export function stay(request: PropertyRequest, id: StepId, notice = 'saved'): Answer {
  return { kind: 'redirect', to: `${stepPath(request, id)}?notice=${notice}` };
}

/** A form that only owners can use; others see what stands in it. `to` is the last part of the step's address. */
export function changeForm(
  request: PropertyRequest,
  id: StepId,
  { to = '', ...rest }: Omit<Form, 'action' | 'csrf'> & { to?: string },
): Html {
  const drawn = form({ ...rest, action: `${stepPath(request, id)}${to}`, csrf: request.visitor.csrf });
  return request.role === 'owner' ? drawn : html`<fieldset class="plain" disabled>${drawn}</fieldset>`;
}

/** A panel with a button that says of the step what nothing else tells. */
export function tickForm(request: PropertyRequest, id: StepId, { to, submit, hint, isQuiet = false }: TickForm): Html {
  const fields = hint === undefined ? nothing : html`<p class="hint">${hint}</p>`;
  return html`<div class="panel">${changeForm(request, id, { to, fields, submit, isQuiet })}</div>`;
}

export interface TickForm {
  to: string;
  submit: string;
  hint?: string;
  /** Where something else is what most come for. */
  isQuiet?: boolean;
}

/** Facts as they are now, drawn into a page. */
export async function drawWithFacts(
  request: PropertyRequest,
  draw: (facts: SetupFacts) => Promise<StepContent> | StepContent,
  maxSharersAgeMs: number = sharersAgeMs.step,
): Promise<Page> {
  const property = (await request.context.store.findProperty(request.property.id)) ?? request.property;
  const read = await readSetupFacts(request.context, property, maxSharersAgeMs);
  const facts = await keepProof(request.context, read, 'earlier');
  return toStepPage({ ...request, property: facts.property }, await draw(facts));
}

/** The answer of a change; where the property refuses it, the page again with why. */
export async function changing(draw: DrawStep, change: () => Promise<Answer>): Promise<Answer> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof PropertyError)) throw error;
    return pageAgain(await draw(error.message));
  }
}

function stepBar(request: PropertyRequest, steps: readonly StepStatus[], current: StepId): Html {
  const number = stepIds.indexOf(current) + 1;
  const items = steps.map(({ id, state }, index) => {
    const label = frameTexts.stepLabel(index + 1, stepTexts[id].title, stateTexts[state]);
    const isCurrent = id === current;
    return html`<li><a class="step-link ${state} ${isCurrent ? 'current' : ''}" href="${stepPath(request, id)}" title="${label}" ${isCurrent ? html`aria-current="step"` : nothing}>${index + 1} ${stepTexts[id].short}<span aria-hidden="true">${signs[state]}</span><span class="unseen">: ${stateTexts[state]}</span></a></li>`;
  });
  return html`<nav class="steps" aria-label="${frameTexts.steps}"><p class="hint">${frameTexts.stepOf(number, stepIds.length)} · <a href="${stepPath(request)}">${frameTexts.all}</a></p><ol>${items}</ol></nav>`;
}

const signs = { done: '✓', open: '·', look: '!', left_out: '–' } as const;

function waysOn(request: PropertyRequest, id: StepId): Html {
  const index = stepIds.indexOf(id);
  const link = (other: StepId | undefined, word: (title: string) => string): Html =>
    other === undefined ? nothing : html`<a href="${stepPath(request, other)}">${word(stepTexts[other].title)}</a>`;
  const previous = link(stepIds[index - 1], frameTexts.previous);
  const next = link(stepIds[index + 1], frameTexts.next);
  return html`<div class="ways">${previous}${next}</div>`;
}
