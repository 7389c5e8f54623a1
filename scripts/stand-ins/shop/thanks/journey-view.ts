// Shows the report: first the sentence, then the stations, then everything as it was recorded.
import { type Html, html } from '../../page/html.ts';
import { type Fact, shorten, toConversionFacts, toHitFacts } from './facts.ts';
import { findConversion, type ObservedHit, type PageRecords } from './page-records.ts';
import { type Summary, summarize } from './summarize.ts';
import { type Step, type StepState, toSteps } from './to-steps.ts';
import { findTouches, type Touches } from './touches.ts';

/** Markup of the whole report. `stripeUrl` leads to where a delayed payment is settled. */
export function renderJourney(records: PageRecords, stripeUrl: string): Html {
  return html`${renderSummary(summarize(records), stripeUrl)}
<section class="card" aria-labelledby="stations"><h2 id="stations">How it came here</h2><ol class="stations">${toSteps(records).map(renderStep)}</ol></section>
${renderTouches(findTouches(records))}
<div class="columns">
${renderPushes(records)}
<div class="stack">${records.hits.length === 0 ? undefined : renderHits(records.hits)}${renderConsole(records.consoleLines)}${renderTags(records)}</div>
</div>
${renderLookup(records)}`;
}

const summaryBadges: Record<Summary['kind'], [string, string]> = {
  pushed: ['', 'pushed once'],
  pending: ['waiting', 'not settled yet'],
  server: ['', 'sent by the server'],
  already: ['', 'not pushed again'],
  failed: ['failed', 'failed'],
  silent: ['none', 'silent'],
  waiting: ['waiting', 'working'],
};

function renderSummary({ kind, headline, text }: Summary, stripeUrl: string): Html {
  const [style, badge] = summaryBadges[kind];
  return html`<section class="card summary" aria-labelledby="summary"><p><span class="badge ${style}">${badge}</span></p>
<h2 id="summary">${headline}</h2><p>${text}</p>
${kind === 'pending' ? html`<p><a class="button plain" href="${stripeUrl}/dashboard">Checkout sessions</a></p>` : undefined}</section>`;
}

const stepBadges: Record<StepState, [string, string]> = {
  done: ['', 'done'],
  waiting: ['waiting', 'waiting'],
  failed: ['failed', 'failed'],
  none: ['none', 'none'],
};

function renderStep({ state, title, text }: Step): Html {
  const [style, badge] = stepBadges[state];
  return html`<li><span class="badge ${style}">${badge}</span> <b>${title}</b><code>${text}</code></li>`;
}

const touchRows = [
  ['Source', 'utm_source'],
  ['Medium', 'utm_medium'],
  ['Campaign', 'utm_campaign'],
  ['Came from', 'referrer_host'],
  ['Landed on', 'landing_page'],
  ['Google click', 'gclid'],
  ['Meta click', 'fbclid'],
] as const;

function renderTouches({ first, last }: Touches): Html | undefined {
  if (first === undefined && last === undefined) {
    return undefined;
  }
  const rows = touchRows.filter(([, name]) => first?.[name] !== undefined || last?.[name] !== undefined);
  const row = ([label, name]: (typeof touchRows)[number]) =>
    html`<tr><th scope="row">${label}</th><td>${shorten(first?.[name] ?? '–')}</td><td>${shorten(last?.[name] ?? '–')}</td></tr>`;
  return html`<section class="card" aria-labelledby="touches"><h2 id="touches">Which campaign brought it</h2>
<table class="touches"><thead><tr><td></td><th scope="col">First touch</th><th scope="col">Last touch</th></tr></thead><tbody>${rows.map(row)}</tbody></table></section>`;
}

function renderPushes(records: PageRecords): Html {
  const conversion = findConversion(records);
  const raw = html`<details><summary>Every push, as it was made</summary>${records.pushes.map((push) => html`<pre tabindex="0">${toJson(push)}</pre>`)}</details>`;
  return html`<section class="card stack" aria-labelledby="pushes"><h2 id="pushes">Data layer</h2>
${conversion === undefined ? html`<p class="soft">No event of ours on this view.</p>` : renderFacts(toConversionFacts(conversion))}
${records.pushes.length === 0 ? undefined : raw}</section>`;
}

function renderHits(hits: ObservedHit[]): Html {
  return html`<section class="card stack" aria-labelledby="hits"><h2 id="hits">What “GA4” received</h2>${hits.map((hit) => renderFacts(toHitFacts(hit)))}</section>`;
}

function renderFacts(facts: Fact[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function renderConsole(lines: string[]): Html {
  return html`<section class="card" aria-labelledby="console"><h2 id="console">Console</h2>
${lines.length === 0 ? html`<p class="soft">The tag printed nothing.</p>` : html`<pre tabindex="0">${lines.join('\n')}</pre>`}</section>`;
}

function renderTags({ tags }: PageRecords): Html {
  return html`<section class="card" aria-labelledby="tags"><h2 id="tags">Tags fired</h2>
${tags.length === 0 ? html`<p class="soft">None.</p>` : html`<table><thead><tr><th scope="col">Tag</th><th scope="col">On</th><th scope="col">Status</th></tr></thead><tbody>${tags.map((tag) => html`<tr><td>${tag.name}</td><td><code>${tag.event}</code></td><td>${tag.status}</td></tr>`)}</tbody></table>`}</section>`;
}

function renderLookup({ lookup }: PageRecords): Html | undefined {
  if (lookup === undefined) {
    return undefined;
  }
  return html`<section class="card"><details><summary>The function’s answer</summary><p><code>GET ${lookup.url}</code> answered ${lookup.status}</p><pre tabindex="0">${toJson(lookup.answer)}</pre></details></section>`;
}

function toJson(value: unknown): string {
  const short = JSON.stringify(value) ?? '';
  return short.length <= 40 ? short : JSON.stringify(value, undefined, 2);
}
