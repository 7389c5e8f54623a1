// The page with what Google Tag Manager imports: the values that are filled in, the files, and what is left to do.
import { bakeContainer, type ContainerBaking } from '../../downloads/bake-container.ts';
import type { BuiltDownloads, PlainContainer } from '../../downloads/built-downloads.ts';
import { createChecklist } from '../../downloads/checklist.ts';
import { listLeftOver } from '../../downloads/list-left-over.ts';
import type { Page } from '../answer.ts';
import { checkboxField, textField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { emptyState, message, table } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { stepIds } from '../setup/setup-steps.ts';
import { stepPath } from '../setup/step-frame.ts';
import { downloadTexts as texts, wordLeftOver } from '../texts/download-texts.ts';
import { stepTexts } from '../texts/setup-texts.ts';
import { type DownloadFields, type DownloadValues, toChecklistReader, toDownloadQuery } from './download-values.ts';

/** How soon a page without files looks again. */
const lookAgainSeconds = 10;

/** The page; `built` is absent where nothing was built yet. */
export function toDownloadsPage(
  request: PropertyRequest,
  values: DownloadValues,
  built: BuiltDownloads | undefined,
): Page {
  const { fields, faults, baking } = values;
  return {
    title: texts.title,
    section: '/setup',
    ...(built === undefined && { refreshSeconds: lookAgainSeconds }),
    body: html`${backLink(request)}
<p>${texts.intro}</p>
${drawForm(request, fields, faults)}
${drawFiles(request, { fields, baking, built })}
${drawAds()}
${drawMeta()}
<section class="panel"><h2>${texts.checklistTitle}</h2><p>${texts.checklist} <a href="${request.to(`/properties/${request.property.id}/setup/checklist`)}">${texts.toChecklist}</a></p>
<ul>${createChecklist(toChecklistReader(request, values)).map(({ title, where }) => html`<li>${where}: ${title}</li>`)}</ul></section>
${backLink(request)}`,
  };
}

/** To the step of the set-up from which most people come. */
function backLink(request: PropertyRequest): Html {
  const back = texts.back(stepIds.indexOf('downloads') + 1, stepTexts.downloads.title);
  return html`<p><a href="${stepPath(request, 'downloads')}">${back}</a></p>`;
}

function drawAds(): Html {
  return html`<section class="panel"><h2>${texts.adsTitle}</h2><ul>${texts.ads.map((one) => html`<li>${one}</li>`)}</ul></section>`;
}

function drawMeta(): Html {
  const { metaWeb, metaServer } = texts;
  const steps = (all: readonly string[]): Html => html`<ol>${all.map((one) => html`<li>${one}</li>`)}</ol>`;
  const columns = [{ label: metaWeb.columns.field }, { label: metaWeb.columns.variable }];
  return html`<section class="panel"><h2>${texts.metaTitle}</h2><p>${texts.metaIntro}</p>
<h3>${metaWeb.title}</h3>${steps(metaWeb.steps)}
<div class="as-cards">${table(metaWeb.fieldsCaption, columns, metaWeb.fields)}</div><p>${metaWeb.after}</p>
<h3>${metaServer.title}</h3>${steps(metaServer.steps)}</section>`;
}

/** The path of the page, or of a file below it. */
export function downloadsPath({ to, property }: PropertyRequest, fileName?: string): string {
  return to(`/properties/${property.id}/downloads${fileName === undefined ? '' : `/${fileName}`}`);
}

function drawForm(request: PropertyRequest, fields: DownloadFields, faults: DownloadValues['faults']): Html {
  const text = (name: Exclude<keyof DownloadFields, 'google_tag'>, label: string, hint: Html | string): Html =>
    textField({ name, label, hint, value: fields[name], error: faults[name] });
  const functionsHint =
    fields.functions === '' ? `${texts.functionsHint} ${texts.functionsUnknown}` : texts.functionsHint;
  return html`<form class="panel" method="get" action="${downloadsPath(request)}"><h2>${texts.formTitle}</h2>
${text('functions', texts.functions, functionsHint)}
${text('container', texts.container, texts.containerHint)}
${text('measurement_id', texts.measurementId, texts.measurementIdHint)}
${text('ads_conversion_id', texts.adsConversionId, texts.adsConversionIdHint)}
${text('ads_label', texts.adsLabel, texts.adsLabelHint)}
${checkboxField({ name: 'google_tag', label: texts.googleTag, hint: texts.googleTagHint, isChecked: fields.google_tag })}
${text('data_layer', texts.dataLayer, texts.dataLayerHint)}
<div class="actions"><button class="quiet">${texts.fill}</button></div></form>`;
}

interface Files {
  fields: DownloadFields;
  baking: ContainerBaking | undefined;
  built: BuiltDownloads | undefined;
}

function drawFiles(request: PropertyRequest, { fields, baking, built }: Files): Html {
  if (built === undefined) return emptyState(texts.missingTitle, texts.missing);
  if (baking === undefined) return message('bad', texts.faulty);
  const query = toDownloadQuery(fields);
  const link = (fileName: string): string => `${downloadsPath(request, fileName)}?${query}`;
  const templates = built.templates.map(
    ({ fileName }) => html`<li><a href="${link(fileName)}" download>${fileName}</a></li>`,
  );
  return html`<h2>${texts.filesTitle}</h2>
${built.containers.map((one) => drawContainer(one, baking, link(one.fileName)))}
<section class="panel"><h2>${texts.templatesTitle}</h2><p>${texts.templates}</p><ul>${templates}</ul></section>`;
}

function drawContainer({ fileName, container }: PlainContainer, baking: ContainerBaking, href: string): Html {
  if (!isKnown(fileName)) return nothing;
  const { title, what, download } = texts.containers[fileName];
  // Every site has a web container, and few the other.
  const weight = fileName === 'web-container.json' ? '' : 'quiet';
  const left = listLeftOver(bakeContainer(container, baking), baking);
  const todo =
    left.length === 0
      ? html`<p>${texts.leftNothing}</p>`
      : html`<ul>${left.map((one) => html`<li>${wordLeftOver(one)}</li>`)}</ul>`;
  return html`<section class="panel"><h3>${title}</h3><p>${what}</p>
<p><a class="button ${weight}" href="${href}" download>${download}</a></p>
<ol>${texts.how[fileName].map((step) => html`<li>${step}</li>`)}</ol>
<h4>${texts.leftTitle}</h4>${todo}</section>`;
}

function isKnown(fileName: string): fileName is keyof typeof texts.containers {
  return Object.hasOwn(texts.containers, fileName);
}
