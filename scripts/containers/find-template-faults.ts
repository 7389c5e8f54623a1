// Holds entities of custom templates against the templates in the same file: whether they are there, of the right kind, and have
// such fields.
import type { ExportParameter, ExportTemplate, ExportVersion } from '../../functions/downloads/container-export.ts';
import { type ParsedTpl, parseTpl } from '../tpl/parse-tpl.ts';
import type { ContainerFault } from './container-fault.ts';
import { listSettings, type PlacedSetting, toPlace } from './list-entities.ts';
import { type FormField, readForm } from './read-form.ts';

/** Of entities whose type begins with `cvt_`, and of the templates themselves. */
export function findTemplateFaults(version: ExportVersion): ContainerFault[] {
  const templates = (version.customTemplate ?? []).map((template, index) => readTemplate(template, index));
  return [
    ...templates.flatMap((template) => findInTemplate(template, version)),
    ...listSettings(version)
      .filter(({ entity }) => entity.type.startsWith('cvt_'))
      .flatMap((placed) => findInEntity(placed, templates)),
  ];
}

interface ReadTemplate {
  readonly path: string;
  readonly name: string;
  /** What entities of this template have for their type. */
  readonly types: readonly string[];
  readonly tpl: ParsedTpl;
  readonly form: readonly FormField[];
}

/**
 * The container's id is that of the template, because published files often have an empty header over entities that kept theirs.
 * Templates from the gallery are meant by the gallery's id, which exports have in one of two places.
 */
function readTemplate(template: ExportTemplate, index: number): ReadTemplate {
  const tpl = parseTpl(template.templateData);
  const galleryId = template.galleryReference?.['galleryTemplateId'];
  return {
    path: toPlace('customTemplate', index),
    name: template.name,
    types: [
      `cvt_${template.containerId}_${template.templateId}`,
      ...(galleryId === undefined ? [] : [`cvt_${galleryId}`]),
      String(tpl.info['id']),
    ],
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

function findInEntity({ kind, path, entity }: PlacedSetting, templates: readonly ReadTemplate[]): ContainerFault[] {
  const template = templates.find(({ types }) => types.includes(entity.type));
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
