// Gives a tag of a server container the event as the container's transformations leave it for this tag.
//
// https://developers.google.com/tag-platform/tag-manager/server-side/transformations
// Decisions where GTM's behaviour is not public:
// - a tag and the variables in its fields see the changed event; triggers, and what the client gave, stay as they are;
// - transformations run in the order of the file, each on what the one before has left, its own variables too;
// - meant are the tags that are listed, by name or by type, or with "all tags except" those that are not;
// - conditions must all hold; what cannot be simulated changes nothing and is named.
import type { ExportTag, ExportTransformation } from '../../../functions/downloads/container-export.ts';
import { compareValues, isKnownOperator } from '../container/compare-values.ts';
import { readSettings } from '../container/reading/read-settings.ts';
import { isPlainObject } from '../sandbox/plain-object.ts';
import type { ServerEvent } from '../server/server-host.ts';
import { excludeParameters, keepParameters, setParameters } from './change-event-data.ts';
import { resolveParameters, type VariableScope } from './server-variables.ts';

type Fields = Readonly<Record<string, unknown>>;
type Change = (data: Fields, fields: Fields) => Fields;

const changes: Readonly<Record<string, Change>> = {
  tf_allow_params: (data, fields) => keepParameters(data, readColumn(fields, 'allowedParamsTable', 'allowedParams')),
  tf_exclude_params: (data, fields) =>
    excludeParameters(data, readColumn(fields, 'excludedParamsTable', 'excludedParams')),
  tf_augment_event: (data, fields) => {
    const rows = readRows(fields, 'augmentEventTable');
    return setParameters(
      data,
      rows.map(({ paramName, paramValue }) => [String(paramName), paramValue]),
    );
  },
};

/** Why the transformation changes nothing here: one sentence for each thing that is not simulated; empty where all is. */
export function findUnsimulated({ name, type, parameter }: ExportTransformation): readonly string[] {
  if (!Object.hasOwn(changes, type)) {
    return [`The transformation ${name} is of the type ${type}, which is not simulated: it changes nothing.`];
  }
  const fields = readSettings(parameter);
  if (fields['matchingConditionsEnabled'] !== true) {
    return [];
  }
  const operators = readColumn(fields, 'matchingConditionsTable', 'expressionType');
  return [
    ...(fields['booleanExpressionString']
      ? [
          `The transformation ${name} joins its conditions by an expression, which is not simulated: it changes nothing.`,
        ]
      : []),
    ...operators
      .filter((operator) => !isKnownOperator(operator))
      .map(
        (operator) => `The transformation ${name} compares by ${operator}, which is not simulated: it changes nothing.`,
      ),
  ];
}

/** The scope with the event that the tag sees. */
export async function transformEvent(scope: VariableScope, tag: ExportTag): Promise<VariableScope> {
  const { transformation = [] } = scope.instance.version;
  const meant = transformation.filter((one) => affects(one, tag) && findUnsimulated(one).length === 0);
  let current = scope;
  for (const one of meant) {
    current = { ...current, event: current.event && (await apply(current, current.event, one)) };
  }
  return current;
}

async function apply(
  scope: VariableScope,
  event: ServerEvent,
  { type, parameter }: ExportTransformation,
): Promise<ServerEvent> {
  const fields = await resolveParameters(scope, parameter);
  const change = meetsConditions(fields) ? changes[type] : undefined;
  return change ? { ...event, data: change(event.data, fields) } : event;
}

function affects({ parameter }: ExportTransformation, tag: ExportTag): boolean {
  const fields = readSettings(parameter);
  const isListed =
    listTexts(fields['affectedTags']).includes(tag.name) ||
    readRows(fields, 'affectedTagTypes').some(
      ({ tagType, tagTypeExceptions }) => tagType === tag.type && !listTexts(tagTypeExceptions).includes(tag.name),
    );
  return isListed !== (fields['allTagsExcept'] === true);
}

function meetsConditions(fields: Fields): boolean {
  const isConditional = fields['matchingConditionsEnabled'] === true;
  return (
    !isConditional ||
    readRows(fields, 'matchingConditionsTable').every(({ variableReference, expressionType, expressionValue }) =>
      compareValues(String(expressionType), String(variableReference), String(expressionValue), false),
    )
  );
}

function readRows(fields: Fields, table: string): readonly Fields[] {
  const rows = fields[table];
  return Array.isArray(rows) ? rows.filter(isPlainObject) : [];
}

function readColumn(fields: Fields, table: string, column: string): readonly string[] {
  return readRows(fields, table).map((row) => String(row[column]));
}

/** Tags are named in rows, but in some exports without one. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}
