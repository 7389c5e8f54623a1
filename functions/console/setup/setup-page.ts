// The list of all steps of a property's set-up, each with how it stands.
import { type Answer, page } from '../answer.ts';
import { hintView } from '../page/hint-view.ts';
import { html, nothing } from '../page/html.ts';
import { badge, type Tone } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts, overviewTexts, stateTexts, stepTexts, wordNote } from '../texts/setup-texts.ts';
import { keepProof } from './keep-proof.ts';
import { readSetupFacts } from './setup-facts.ts';
import { findNextStep, findSteps, type StepState } from './setup-steps.ts';
import { setupSection, stepPath } from './step-frame.ts';

const tones: Record<StepState, Tone> = { done: 'good', open: 'quiet', look: 'warning', left_out: 'quiet' };

/** The steps, and a button that leads to the next one. */
export async function showSetup(request: PropertyRequest): Promise<Answer> {
  const facts = await readSetupFacts(request.context, request.property);
  const steps = findSteps(await keepProof(request.context, facts, 'earlier'));
  const hint = request.context.findHint?.('setup', request.property.id);
  const next = findNextStep(steps, hint?.leave);
  const items = steps.map((step) => {
    const { id, state } = step;
    const { title, what } = stepTexts[id];
    const said = html`${wordNote(step) ?? what}${state === 'left_out' ? html` <a href="${stepPath(request, id)}">${frameTexts.setItUp(title)}</a>` : nothing}`;
    return html`<li class="${state}"><div><a href="${stepPath(request, id)}">${title}</a> ${badge(tones[state], stateTexts[state])}</div><p class="hint">${said}</p></li>`;
  });
  return page({
    title: frameTexts.title,
    section: setupSection,
    body: html`<p>${frameTexts.intro}</p>
${hintView(hint)}
${next === undefined ? nothing : html`<p><a class="button" href="${stepPath(request, next.id)}">${overviewTexts.goOn(stepTexts[next.id].title)}</a></p>`}
<ol class="step-list panel">${items}</ol>`,
  });
}
