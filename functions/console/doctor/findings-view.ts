// Findings as parts of a page: in groups by how bad they are, each with why it matters and what to do.
import { countVerdicts, type Finding, type Verdict } from '../../doctor/finding.ts';
import { describeFinding } from '../../doctor/texts/finding-texts.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { badge, type Tone } from '../page/parts.ts';
import { fixLinks, doctorTexts as texts } from '../texts/doctor-texts.ts';

const groups = [
  { verdict: 'red', tone: 'bad', title: texts.red, mark: texts.redMark },
  { verdict: 'yellow', tone: 'warning', title: texts.yellow, mark: texts.yellowMark },
  { verdict: 'left_out', tone: 'quiet', title: texts.leftOut, mark: texts.leftOutMark },
  { verdict: 'green', tone: 'good', title: texts.green, mark: texts.greenMark },
] as const satisfies readonly { verdict: Verdict; tone: Tone; title: string; mark: string }[];

/** Whose findings, and the address of a page of the property: `toPage('/settings')`. */
export interface FindingsPlace {
  propertyId: string;
  toPage: (path: string) => string;
}

/** How many of each, and then the groups that are not empty. */
export function findingsView(findings: readonly Finding[], place: FindingsPlace): Html {
  const counts = countVerdicts(findings);
  const summary = groups.map(
    ({ verdict, tone, title }) => html`<li>${badge(tone, `${counts[verdict]} ${title.toLowerCase()}`)}</li>`,
  );
  const sections = groups.map((group) => {
    const found = findings.filter(({ verdict }) => verdict === group.verdict);
    return found.length === 0 ? nothing : groupView(group, found, place);
  });
  return html`<ul class="verdicts" aria-label="${texts.summary}">${summary}</ul>${sections}`;
}

function groupView(
  { verdict, tone, title, mark }: (typeof groups)[number],
  found: Finding[],
  place: FindingsPlace,
): Html {
  const items = found.map((finding) => findingView(finding, tone, mark, place));
  return html`<section aria-labelledby="findings-${verdict}"><h2 id="findings-${verdict}">${title} (${found.length})</h2><ul class="findings">${items}</ul></section>`;
}

function findingView(finding: Finding, tone: Tone, mark: string, { propertyId, toPage }: FindingsPlace): Html {
  const { what, why, fix } = describeFinding(finding, propertyId);
  const go =
    fix === null || fix.path === null
      ? nothing
      : html` <a href="${toPage(fix.path)}">${fixLinks[fix.path] ?? fix.path}</a>`;
  const details =
    fix === null
      ? nothing
      : html`<dl><dt>${texts.why}</dt><dd>${why}</dd><dt>${texts.fix}</dt><dd>${linkify(fix.console)}${go}</dd></dl>`;
  return html`<li class="finding ${tone}" data-code="${finding.code}"><p>${badge(tone, mark)} ${what}</p>${details}</li>`;
}

/** Stripe's addresses in a sentence as links; everything else as it stands. */
function linkify(sentence: string): Html {
  const parts = sentence.split(/(https:\/\/dashboard\.stripe\.com\/\S+)/);
  return html`${parts.map((part) =>
    part.startsWith('https://dashboard.stripe.com/')
      ? html`<a href="${part}" rel="noreferrer">${shorten(part)}</a>`
      : part,
  )}`;
}

function shorten(url: string): string {
  return url.split('?', 1)[0] ?? url;
}
