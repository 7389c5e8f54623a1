// The shape of an exported container as a JSON schema: what every real export has, and nothing that only some have.
//
// Keys that it does not name are allowed: exports hold more than an import reads, and GTM adds to them.
import type { SchemaObject } from 'ajv';

const text = { type: 'string' } as const;
const name = { type: 'string', minLength: 1 } as const;
const id = { type: 'string', pattern: '^[0-9]+$' } as const;

const listOf = (items: SchemaObject): SchemaObject => ({ type: 'array', items });
const parameters = listOf({ $ref: '#/definitions/parameter' });
const conditions = listOf({ $ref: '#/definitions/condition' });
const integer = { $ref: '#/definitions/integer' } as const;

function object(
  required: Readonly<Record<string, SchemaObject>>,
  optional: Readonly<Record<string, SchemaObject>> = {},
) {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

/** What every entity has; importables without a real account leave the first two empty. */
const entity = { accountId: text, containerId: text, name } as const;
const setting = { ...entity, type: name } as const;
const settingExtras = { parameter: parameters, parentFolderId: id, notes: text, fingerprint: text } as const;

const tagLink = object(
  { tagName: name },
  { stopOnSetupFailure: { type: 'boolean' }, stopTeardownOnFailure: { type: 'boolean' } },
);

const definitions = {
  parameter: {
    type: 'object',
    required: ['type'],
    properties: { key: text },
    // Only the shape of its own kind is held against a parameter, so that a fault is told once.
    discriminator: { propertyName: 'type' },
    oneOf: [
      {
        properties: {
          type: { enum: ['TEMPLATE', 'TAG_REFERENCE', 'TRIGGER_REFERENCE'] },
          value: text,
        },
      },
      { properties: { type: { const: 'BOOLEAN' }, value: { enum: ['true', 'false'] } }, required: ['value'] },
      {
        properties: { type: { const: 'INTEGER' }, value: { type: 'string', pattern: '^-?[0-9]+$' } },
        required: ['value'],
      },
      { properties: { type: { const: 'LIST' }, list: { type: 'array', items: { $ref: '#/definitions/parameter' } } } },
      {
        properties: {
          type: { const: 'MAP' },
          map: {
            type: 'array',
            items: { allOf: [{ $ref: '#/definitions/parameter' }, { type: 'object', required: ['key'] }] },
          },
        },
      },
    ],
  },
  integer: object({ type: { const: 'INTEGER' }, value: { type: 'string', pattern: '^-?[0-9]+$' } }),
  condition: object({ type: { type: 'string', pattern: '^[A-Z_]+$' }, parameter: parameters }),
  consent: object(
    { consentStatus: { enum: ['NOT_SET', 'NOT_NEEDED', 'NEEDED'] } },
    {
      consentType: object(
        { type: { const: 'LIST' } },
        { list: listOf(object({ type: { const: 'TEMPLATE' }, value: name })) },
      ),
    },
  ),
} as const;

const tag = object(
  { ...setting, tagId: id },
  {
    ...settingExtras,
    firingTriggerId: listOf(id),
    blockingTriggerId: listOf(id),
    tagFiringOption: { enum: ['ONCE_PER_EVENT', 'ONCE_PER_LOAD', 'UNLIMITED'] },
    priority: integer,
    setupTag: listOf(tagLink),
    teardownTag: listOf(tagLink),
    monitoringMetadata: object({ type: { const: 'MAP' } }),
    consentSettings: { $ref: '#/definitions/consent' },
    paused: { type: 'boolean' },
  },
);

const trigger = object(
  { ...setting, type: { type: 'string', pattern: '^[A-Z_]+$' }, triggerId: id },
  { ...settingExtras, filter: conditions, customEventFilter: conditions, autoEventFilter: conditions },
);

const version = object(
  {
    path: text,
    accountId: text,
    containerId: text,
    container: object({
      name: text,
      usageContext: {
        type: 'array',
        items: { enum: ['WEB', 'SERVER', 'AMP', 'ANDROID', 'IOS', 'ANDROID_SDK_5', 'IOS_SDK_5'] },
        minItems: 1,
      },
    }),
  },
  {
    tag: listOf(tag),
    trigger: listOf(trigger),
    variable: listOf(object({ ...setting, variableId: id }, { ...settingExtras, formatValue: { type: 'object' } })),
    folder: listOf(object({ ...entity, folderId: id })),
    builtInVariable: listOf(object({ ...entity, type: { type: 'string', pattern: '^[A-Z0-9_]+$' } })),
    client: listOf(object({ ...setting, clientId: id }, { ...settingExtras, priority: { type: 'integer' } })),
    transformation: listOf(object({ ...setting, transformationId: id }, settingExtras)),
    customTemplate: listOf(
      object({ ...entity, templateId: id, templateData: name }, { galleryReference: { type: 'object' } }),
    ),
  },
);

/** Of the whole file. */
export const exportSchema: SchemaObject = {
  ...object({ exportFormatVersion: { const: 2 }, containerVersion: version }, { exportTime: text }),
  definitions,
};
