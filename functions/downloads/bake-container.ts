// Bakes one shop's values into an importable container: its variables, its templates, and the tags that waited for them.
import { type Baking, bakeTemplate, checkPropertyId } from './bake-template.ts';
import type { ContainerExport, ExportParameter, ExportSetting, ExportTag, ExportVersion } from './container-export.ts';
import { settingNames } from './container-names.ts';
import { createGoogleTag } from './google-tag.ts';
import { BakeError, parseEndpoint } from './parse-endpoint.ts';
import { parseClientPath, parseConversionId, parseConversionLabel, parseMeasurementId } from './parse-values.ts';

/**
 * What is baked; whatever is left out stays for somebody to fill in. The secret of a server container never is: a file gets
 * around.
 */
export interface ContainerBaking extends Baking {
  /** For the server container: where its client listens; ends in `/checkout`. */
  readonly path?: string;
  readonly measurementId?: string;
  /** With or without `AW-`. */
  readonly adsConversionId?: string;
  readonly adsLabel?: string;
  /** Adds the tag that counts page views, for a container that has none: a second one counts them twice. */
  readonly withGoogleTag?: boolean;
}

/** The container with the values in it. Throws a BakeError that names the cure for a value that cannot be meant. */
export function bakeContainer(container: ContainerExport, baking: ContainerBaking): ContainerExport {
  const version = container.containerVersion;
  const isServer = version.container.usageContext.includes('SERVER');
  const baked = bakeEntities(version, baking);
  const tags = baked.tag ?? [];
  const needsGoogleTag = baking.withGoogleTag === true && !isServer && !tags.some(({ type }) => type === 'googtag');
  return {
    ...container,
    containerVersion: needsGoogleTag ? { ...baked, tag: [createGoogleTag(version), ...tags] } : baked,
  };
}

function bakeEntities(version: ExportVersion, baking: ContainerBaking): ExportVersion {
  const values = toValues(baking);
  const fields = toFields(baking);
  const { variable, tag, client, customTemplate } = version;
  return {
    ...version,
    ...(variable && {
      variable: variable.map((one) => {
        const value = one.type === 'c' ? values.get(one.name) : undefined;
        return value === undefined ? one : withTexts(one, new Map([['value', value]]));
      }),
    }),
    ...(tag && { tag: tag.map((one) => awaken(withFields(one, fields), baking)) }),
    ...(client && { client: client.map((one) => withFields(one, fields)) }),
    ...(customTemplate && {
      customTemplate: customTemplate.map((one) => ({ ...one, templateData: bakeTemplate(one.templateData, baking) })),
    }),
  };
}

/** The values of the constants, by the variables' names. */
function toValues(baking: ContainerBaking): ReadonlyMap<string, string> {
  const { propertyId, endpoint, functionEndpoint, measurementId, adsConversionId, adsLabel } = baking;
  if ((adsConversionId === undefined) !== (adsLabel === undefined)) {
    throw new BakeError('A Google Ads conversion has an id and a label; give both, from the tag set-up in Google Ads.');
  }
  const values = new Map<string, string>();
  if (propertyId !== undefined) values.set(settingNames.propertyId, checkPropertyId(propertyId));
  if (endpoint !== undefined) values.set(settingNames.endpoint, parseEndpoint(endpoint));
  if (functionEndpoint !== undefined) values.set(settingNames.functionEndpoint, parseEndpoint(functionEndpoint));
  if (measurementId !== undefined) values.set(settingNames.measurementId, parseMeasurementId(measurementId));
  if (adsConversionId !== undefined) values.set(settingNames.adsConversionId, parseConversionId(adsConversionId));
  if (adsLabel !== undefined) values.set(settingNames.adsLabel, parseConversionLabel(adsLabel));
  return values;
}

/** Values that stand in the fields of our templates themselves, by field. */
function toFields({ dataLayer, path }: ContainerBaking): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  // Checked where the templates are baked.
  if (dataLayer !== undefined) fields.set('dataLayerName', dataLayer);
  if (path !== undefined) fields.set('path', parseClientPath(path));
  return fields;
}

const adsTypes = ['awct', 'gclidw', 'sgtmadsct', 'sgtmadscl'];

/** A Google Ads tag was paused only because it did not know its conversion. */
function awaken(tag: ExportTag, { adsConversionId }: ContainerBaking): ExportTag {
  if (adsConversionId === undefined || !adsTypes.includes(tag.type)) return tag;
  const { paused: _waited, ...awake } = tag;
  return awake;
}

function withFields<Entity extends ExportSetting>(entity: Entity, fields: ReadonlyMap<string, string>): Entity {
  return entity.type.startsWith('cvt_') ? withTexts(entity, fields) : entity;
}

/** The entity with these values in the parameters of these names; what has no such parameter gets none. */
function withTexts<Entity extends ExportSetting>(entity: Entity, texts: ReadonlyMap<string, string>): Entity {
  if (entity.parameter === undefined) return entity;
  const parameter = entity.parameter.map((one): ExportParameter => {
    const value = texts.get(one.key ?? '');
    return value === undefined || one.type !== 'TEMPLATE' ? one : { ...one, value };
  });
  return { ...entity, parameter };
}
