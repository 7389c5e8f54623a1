// The step that hands out what Google Tag Manager imports.
import { tickOff } from '../../properties/tick-off.ts';
import { type Answer, type Page, page } from '../answer.ts';
import { readDownloadValues } from '../downloads/download-values.ts';
import { html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { downloadsStepTexts as texts } from '../texts/step-texts.ts';
import { hasPage } from './setup-facts.ts';
import { findSteps, isDone } from './setup-steps.ts';
import { changing, drawWithFacts, goOn, tickForm } from './step-frame.ts';

/** The page, which leads to the files. */
export async function showDownloadsStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Keeps that somebody imported and published the container. */
export async function tickDownloadsStep(request: PropertyRequest): Promise<Answer> {
  return await changing(
    (fault) => draw(request, fault),
    async () => {
      await tickOff(toPropertyTools(request.context), request.property.id, { done: ['downloads'] });
      return goOn(request, 'downloads');
    },
  );
}

async function draw(request: PropertyRequest, fault?: string): Promise<Page> {
  const base = request.to(`/properties/${request.property.id}/downloads`);
  const isAddressKnown = readDownloadValues(request).fields.functions !== '';
  return await drawWithFacts(request, (facts) => {
    const files = Object.entries(texts.files).map(
      ([name, label]) => html`<li><a href="${base}/${name}" download>${name}</a>: ${label}</li>`,
    );
    return {
      ...{ id: 'downloads', facts, fault },
      body: html`${hasPage(facts) ? message('good', texts.seen) : nothing}
<p>${texts.intro} ${isAddressKnown ? texts.filledIn : texts.filledInBut}</p>
<p><a class="button" href="${base}">${texts.open}</a></p>
<ul>${files}</ul>
<ol>${texts.how.map((step) => html`<li>${step}</li>`)}</ol>
<p class="hint">${texts.templates}</p>
${isDone(findSteps(facts), 'downloads') ? nothing : tickForm(request, 'downloads', { to: '', submit: texts.tick, isQuiet: true })}`,
    };
  });
}
