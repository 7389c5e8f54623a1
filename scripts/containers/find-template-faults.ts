// Holds entities of custom templates against the templates in the same file: whether they are there, of the right kind, and have
// such fields.
import type { ExportParameter, ExportTemplate, ExportVersion } from '../../functions/downloads/container-export.ts';
import { indexTemplates } from '../tpl/index-templates.ts';
import { type ParsedTpl, parseTpl } from '../tpl/parse-tpl.ts';
import type { ContainerFault } from './container-fault.ts';
import { listSettings, type PlacedSetting, toPlace } from './list-entities.ts';
import { type FormField, readForm } from './read-form.ts';

/** Of entities whose type begins with `cvt_`, and of the templates themselves. */
export function findTemplateFaults(version: ExportVersion): ContainerFault[] {
  const templates = new Map((version.customTemplate ?? []).map((one, index) => [one, readTemplate(one, index)]));
  const byType = indexTemplates(version.customTemplate);
  return [
    ...[...templates.values()].flatMap((template) => findInTemplate(template, version)),
    ...listSettings(version)
      .filter(({ entity }) => entity.type.startsWith('cvt_'))
      .flatMap((placed) => {
        const template = byType.get(placed.entity.type);
        return findInEntity(placed, template && templates.get(template));
      }),
  ];
}

interface ReadTemplate {
  readonly path: string;
  readonly name: string;
  readonly tpl: ParsedTpl;
  readonly form: readonly FormField[];
}

function readTemplate(template: ExportTemplate, index: number): ReadTemplate {
  const tpl = parseTpl(template.templateData);
  return {
    path: toPlace('customTemplate', index),
    name: template.name,
    tpl,
    form: readForm(template.templateData),
  };
}

function findInTemplate({ path, name, tpl }: ReadTemplate, { container }: ExportVersion): ContainerFault[] {
  const own = container.usageContext.includes('SERVER') ? 'server' : 'web';
  if (tpl.kind === undefined)
    return [{ path: `${path}.templateData`, sentence: `${name} is no template file of GTM.` }];
  if (tpl.container === own) return [];
  return [{ path: `${path}.templateData`, sentence: `${name} is a template for ${tpl.container} containers.` }];
}

const wantedKinds = {
  tag: 'TAG',
  variable: 'MACRO',
  client: 'CLIENT',
  trigger: undefined,
  transformation: undefined,
} as const;

function findInEntity({ kind, path, entity }: PlacedSetting, template: ReadTemplate | undefined): ContainerFault[] {
  if (template === undefined) {
    return [
      {
        path: `${path}.type`,
        sentence: `${entity.name} needs the template ${entity.type}, which the file does not hold.`,
      },
    ];
  }
  if (template.tpl.kind !== wantedKinds[kind]) {
    return [
      {
        path: `${path}.type`,
        sentence: `${entity.name} is a ${kind}, but ${template.name} is a template of the kind ${template.tpl.kind}.`,
      },
    ];
  }
  return (entity.parameter ?? []).flatMap((parameter, index) =>
    findInField(parameter, template).map((sentence) => ({ path: `${path}.parameter[${index}]`, sentence })),
  );
}

function findInField(parameter: ExportParameter, { name, form }: ReadTemplate): string[] {
  const field = form.find((one) => one.name === parameter.key);
  if (field === undefined) return [`the form of ${name} has no field ${parameter.key}.`];
  if ((parameter.type === 'BOOLEAN') !== (field.type === 'CHECKBOX')) {
    return [`the field ${field.name} of ${name} is a ${field.type} and cannot hold a ${parameter.type}.`];
  }
  const isOpen = parameter.type !== 'TEMPLATE' || field.choices === undefined || parameter.value.includes('{{');
  return isOpen || field.choices.includes(parameter.value)
    ? []
    : [`the field ${field.name} of ${name} has no choice ${parameter.value}.`];
}
