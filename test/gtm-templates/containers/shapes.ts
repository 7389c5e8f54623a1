// The shapes of entities as real exports have them, and a container's entities in the same notation.
import type { ExportParameter, ExportSetting } from '../../../functions/downloads/container-export.ts';

/** `eventName TEMPLATE`, or for the rows of a table `eventSettingsTable LIST of parameter, parameterValue`. */
export function describeParameters(entity: ExportSetting): string[] {
  return (entity.parameter ?? []).map(describeParameter).sort();
}

function describeParameter(parameter: ExportParameter): string {
  if (parameter.type !== 'LIST') return `${parameter.key} ${parameter.type}`;
  const columns = (parameter.list ?? []).flatMap((row) => (row.type === 'MAP' ? (row.map ?? []) : []));
  const names = [...new Set(columns.map(({ key }) => key))].join(', ');
  return names === '' ? `${parameter.key} LIST` : `${parameter.key} LIST of ${names}`;
}

/**
 * Every parameter that exports have for GTM's own types of entity, as far as they are known. Exports leave out what does not
 * apply, so an entity may have fewer.
 */
export const exportedParameters: Readonly<Record<string, readonly string[]>> = {
  googtag: [
    'tagId TEMPLATE',
    'configSettingsTable LIST of parameter, parameterValue',
    'eventSettingsTable LIST of parameter, parameterValue',
    'configSettingsVariable TEMPLATE',
    'eventSettingsVariable TEMPLATE',
  ],
  gaawe: [
    'eventName TEMPLATE',
    'measurementIdOverride TEMPLATE',
    'sendEcommerceData BOOLEAN',
    'getEcommerceDataFrom TEMPLATE',
    'ecommerceMacroData TEMPLATE',
    'enhancedUserId BOOLEAN',
    'userDataVariable TEMPLATE',
    'eventSettingsTable LIST of parameter, parameterValue',
    'eventSettingsVariable TEMPLATE',
  ],
  awct: [
    'conversionId TEMPLATE',
    'conversionLabel TEMPLATE',
    'conversionValue TEMPLATE',
    'currencyCode TEMPLATE',
    'orderId TEMPLATE',
    'enableConversionLinker BOOLEAN',
    'conversionCookiePrefix TEMPLATE',
    'enableEnhancedConversion BOOLEAN',
    'cssProvidedEnhancedConversionValue TEMPLATE',
    'enableProductReporting BOOLEAN',
    'enableNewCustomerReporting BOOLEAN',
    'newCustomerReportingDataSource TEMPLATE',
    'awNewCustomer TEMPLATE',
    'enableShippingData BOOLEAN',
    'rdp BOOLEAN',
  ],
  gclidw: ['enableCrossDomain BOOLEAN', 'enableUrlPassthrough BOOLEAN', 'enableCookieOverrides BOOLEAN'],
  v: ['name TEMPLATE', 'dataLayerVersion INTEGER', 'setDefaultValue BOOLEAN', 'defaultValue TEMPLATE'],
  c: ['value TEMPLATE'],
  smm: ['input TEMPLATE', 'map LIST of key, value', 'setDefaultValue BOOLEAN', 'defaultValue TEMPLATE'],
  gtcs: ['configSettingsTable LIST of parameter, parameterValue'],
  awec: [
    'mode TEMPLATE',
    'dataSource TEMPLATE',
    'email TEMPLATE',
    'phone_number TEMPLATE',
    'first_name TEMPLATE',
    'last_name TEMPLATE',
    'street TEMPLATE',
    'city TEMPLATE',
    'region TEMPLATE',
    'postal_code TEMPLATE',
    'country TEMPLATE',
  ],
  sgtmgaaw: [
    'redactVisitorIp BOOLEAN',
    'epToIncludeDropdown TEMPLATE',
    'upToIncludeDropdown TEMPLATE',
    'enableEuid BOOLEAN',
    'measurementId TEMPLATE',
    'eventName TEMPLATE',
  ],
  sgtmadsct: [
    'conversionId TEMPLATE',
    'conversionLabel TEMPLATE',
    'conversionValue TEMPLATE',
    'currencyCode TEMPLATE',
    'rdp BOOLEAN',
    'enableConversionLinker BOOLEAN',
    'enableEnhancedMatch BOOLEAN',
    'enableProductReporting BOOLEAN',
    'productReportingDataSource TEMPLATE',
    'enableNewCustomerReporting BOOLEAN',
    'newCustomerDataSource TEMPLATE',
  ],
  sgtmadscl: ['enableLinkerParams BOOLEAN', 'enableCookieOverrides BOOLEAN'],
  tf_exclude_params: [
    'excludedParamsTable LIST of excludedParams',
    'matchingConditionsEnabled BOOLEAN',
    'allTagsExcept BOOLEAN',
    'affectedTags LIST of tagReference',
    'affectedTagTypes LIST',
  ],
  ed: ['keyPath TEMPLATE', 'setDefaultValue BOOLEAN', 'defaultValue TEMPLATE'],
};

const common = ['accountId', 'containerId', 'name', 'fingerprint', 'parentFolderId'] as const;

/** The keys of each kind of entity in real exports; those with `?` only some have. */
export const exportedKeys = {
  tag: [
    ...common,
    'tagId',
    'type',
    'parameter',
    'firingTriggerId',
    'tagFiringOption',
    'monitoringMetadata',
    'consentSettings',
    'notes?',
    'paused?',
    'priority?',
  ],
  trigger: [...common, 'triggerId', 'type', 'notes?', 'filter?', 'customEventFilter?'],
  variable: [...common, 'variableId', 'type', 'parameter', 'formatValue', 'notes?'],
  transformation: [...common, 'transformationId', 'type', 'parameter', 'notes?'],
  client: [...common, 'clientId', 'type', 'parameter', 'priority?', 'notes?'],
  folder: ['accountId', 'containerId', 'name', 'fingerprint', 'folderId'],
  builtInVariable: ['accountId', 'containerId', 'type', 'name'],
  customTemplate: ['accountId', 'containerId', 'name', 'fingerprint', 'templateId', 'templateData'],
} as const;
