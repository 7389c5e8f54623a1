// Types values into the forms of a container's tags, variables and clients, as a person does in Tag Manager.
import type { ContainerExport, ExportParameter, ExportSetting } from '../../../functions/downloads/container-export.ts';

/** Texts by the names of fields. */
type Texts = Readonly<Record<string, string>>;

/**
 * The container with these texts, by the names of templates, in the fields of everything that uses the template. Throws where
 * there is no such template, or nothing that uses it: the demo would else show something that nobody filled in.
 */
export function fillInTemplates(
  container: ContainerExport,
  textsByTemplate: Readonly<Record<string, Texts>>,
): ContainerExport {
  return Object.entries(textsByTemplate).reduce(
    (filled, [templateName, texts]) => fillInTemplate(filled, templateName, texts),
    container,
  );
}

function fillInTemplate(container: ContainerExport, templateName: string, texts: Texts): ContainerExport {
  const version = container.containerVersion;
  const template = version.customTemplate?.find(({ name }) => name === templateName);
  if (template === undefined) {
    throw new Error(`The container has no template ${templateName}.`);
  }
  const type = `cvt_${template.containerId}_${template.templateId}`;
  let filled = 0;
  const fillIn = <Entity extends ExportSetting>(entities: readonly Entity[] = []): Entity[] =>
    entities.map((entity) => {
      if (entity.type !== type) return entity;
      filled += 1;
      return { ...entity, parameter: withTexts(entity.parameter ?? [], texts) };
    });
  const changed = {
    ...version,
    ...(version.tag && { tag: fillIn(version.tag) }),
    ...(version.variable && { variable: fillIn(version.variable) }),
    ...(version.client && { client: fillIn(version.client) }),
  };
  if (filled === 0) {
    throw new Error(`Nothing in the container uses the template ${templateName}.`);
  }
  return { ...container, containerVersion: changed };
}

function withTexts(parameters: readonly ExportParameter[], texts: Texts): ExportParameter[] {
  const others = parameters.filter(({ key = '' }) => !Object.hasOwn(texts, key));
  const typed = Object.entries(texts).map(([key, value]): ExportParameter => ({ type: 'TEMPLATE', key, value }));
  return [...others, ...typed];
}
