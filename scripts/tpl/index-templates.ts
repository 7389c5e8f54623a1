// Finds the templates of a container by the types that its entities have.
import type { ExportTemplate } from '../../functions/downloads/container-export.ts';

/**
 * The templates by every type that means them: `cvt_<containerId>_<templateId>`, for templates from the gallery `cvt_<gallery id>`,
 * and the id within the template's own file, unless another has that type. The container's id is that of the template, because
 * published files often have an empty header over entities that kept theirs.
 */
export function indexTemplates(templates: readonly ExportTemplate[] = []): ReadonlyMap<string, ExportTemplate> {
  const index = new Map<string, ExportTemplate>();
  const types = [...templates.map(listOuterTypes), ...templates.map(listInnerTypes)].flat();
  for (const [type, template] of types) if (!index.has(type)) index.set(type, template);
  return index;
}

type TypedTemplate = readonly [type: string, template: ExportTemplate];

function listOuterTypes(template: ExportTemplate): TypedTemplate[] {
  const { containerId, templateId, galleryReference } = template;
  const ids = [`${containerId}_${templateId}`, galleryReference?.['galleryTemplateId'] ?? []].flat();
  return ids.map((id) => [`cvt_${id}`, template]);
}

/** Most files have the id that GTM gives to those which are in no gallery, and which means nothing. */
function listInnerTypes(template: ExportTemplate): TypedTemplate[] {
  const id = /"id":\s*"(cvt_\w+)"/.exec(template.templateData)?.[1];
  return id === undefined || id === 'cvt_temp_public_id' ? [] : [[id, template]];
}
