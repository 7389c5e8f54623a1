// Writes a container that was described in short as an export, so that there is one way to run containers.
import type {
  ContainerExport,
  ExportTag,
  ExportTemplate,
  ExportTrigger,
  ExportVariable,
} from '../../../functions/downloads/container-export.ts';
import type {
  ContainerDescription,
  DescribedTag,
  DescribedTrigger,
  DescribedVariable,
} from './container-description.ts';
import type { ContainerOptions } from './container-options.ts';
import { toParameters } from './to-parameters.ts';

const ids = { accountId: '1', containerId: '2' } as const;
const triggerTypes = {
  page_view: 'PAGEVIEW',
  consent_initialization: 'CONSENT_INIT',
  custom_event: 'CUSTOM_EVENT',
} as const;

/** The file that GTM would export, and what was said beside it. */
export function describeExport(description: ContainerDescription): {
  exported: ContainerExport;
  options: ContainerOptions;
} {
  const texts = [...new Set([...description.variables, ...description.tags].flatMap(templateOf))];
  const typeOf = (template: string): string => `cvt_${ids.containerId}_${texts.indexOf(template) + 1}`;
  const path = `accounts/${ids.accountId}/containers/${ids.containerId}`;
  const exported: ContainerExport = {
    exportFormatVersion: 2,
    containerVersion: {
      ...ids,
      path: `${path}/versions/0`,
      containerVersionId: '0',
      fingerprint: '0',
      container: {
        ...ids,
        path,
        name: description.publicId,
        publicId: description.publicId,
        usageContext: ['WEB'],
        fingerprint: '0',
      },
      builtInVariable: builtIns,
      customTemplate: texts.map(toTemplate),
      variable: description.variables.map((variable, index) => toVariable(variable, index, typeOf)),
      trigger: description.tags.map(({ name, trigger }, index) => toTrigger(name, trigger, index)),
      tag: description.tags.map((tag, index) => toTag(tag, index, typeOf)),
    },
  };
  return { exported, options: toOptions(description) };
}

const builtIns = [
  { ...ids, type: 'EVENT', name: 'Event' },
  { ...ids, type: 'PAGE_URL', name: 'Page URL' },
  { ...ids, type: 'CONTAINER_ID', name: 'Container ID' },
];

function templateOf(user: DescribedTag | DescribedVariable): readonly string[] {
  return 'template' in user ? [user.template] : [];
}

function toTemplate(templateData: string, index: number): ExportTemplate {
  return { ...ids, templateId: String(index + 1), name: `Template ${index + 1}`, templateData };
}

function toVariable(variable: DescribedVariable, index: number, typeOf: (template: string) => string): ExportVariable {
  const { name } = variable;
  const head = { ...ids, variableId: String(index + 1), name };
  if ('constant' in variable) {
    return { ...head, type: 'c', parameter: toParameters({ value: variable.constant }) };
  }
  if ('dataLayerKey' in variable) {
    return { ...head, type: 'v', parameter: toParameters({ name: variable.dataLayerKey, dataLayerVersion: 2 }) };
  }
  return { ...head, type: typeOf(variable.template), parameter: toParameters(variable.fields) };
}

function toTag(tag: DescribedTag, index: number, typeOf: (template: string) => string): ExportTag {
  const head = { ...ids, tagId: String(index + 1), name: tag.name, firingTriggerId: [String(index + 1)] };
  if ('template' in tag) {
    return { ...head, type: typeOf(tag.template), parameter: toParameters(tag.fields) };
  }
  const { event, measurementId } = tag.googleAnalytics;
  return {
    ...head,
    type: 'gaawe',
    parameter: toParameters({
      eventName: event,
      measurementIdOverride: measurementId,
      sendEcommerceData: true,
      getEcommerceDataFrom: 'dataLayer',
    }),
  };
}

function toTrigger(tagName: string, trigger: DescribedTrigger, index: number): ExportTrigger {
  const compare = (type: string, arg0: string, arg1: string) => ({ type, parameter: toParameters({ arg0, arg1 }) });
  return {
    ...ids,
    triggerId: String(index + 1),
    name: `Trigger of ${tagName}`,
    type: triggerTypes[trigger.on],
    ...(trigger.on === 'custom_event' && { customEventFilter: [compare('EQUALS', '{{_event}}', trigger.event)] }),
    ...(trigger.when && { filter: [compare('MATCH_REGEX', `{{${trigger.when.variable}}}`, trigger.when.matches)] }),
  };
}

/** Of all GA4 tags the first that says something counts. */
function toOptions({ isPreview, dataLayerName, tags }: ContainerDescription): ContainerOptions {
  const settings = tags.flatMap((tag) => ('googleAnalytics' in tag ? [tag.googleAnalytics] : []));
  return {
    isPreview,
    dataLayerName,
    googleUrl: settings[0]?.collectorUrl,
    googleLoadMs: settings.find(({ loadMs }) => loadMs !== undefined)?.loadMs,
    sessionCookie: settings.find(({ sessionCookie }) => sessionCookie !== undefined)?.sessionCookie,
  };
}
