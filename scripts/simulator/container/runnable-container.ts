// A container whose code is at hand, and what in it cannot run.
import type { CompiledTemplate, TemplateHeader } from '../code/compiled-template.ts';
import { isKnownOperator } from './compare-values.ts';
import type { ContainerOf, FieldValues, Trigger } from './container-model.ts';
import type { VariableScript } from './reading/to-function-text.ts';
import { listReferences } from './resolve-fields.ts';
import { isKnownTagType } from './tags/tag-runners.ts';
import { isKnownTriggerType } from './trigger-events.ts';
import { builtInReaders } from './variables/built-in-readers.ts';
import { readerOf } from './variables/variable-readers.ts';

/** A container ready to run. */
export type RunnableContainer = ContainerOf<CompiledTemplate, VariableScript>;

/** A container of whose templates at least the headers are read. */
type ReadContainer = ContainerOf<TemplateHeader, unknown>;

/** A sentence for everything whose type the simulator does not know, each once. */
export function listUnsupported({ tags, variables, builtIns }: ReadContainer): readonly string[] {
  const unknown = (what: string, type: string, outcome: string): string =>
    `${what} is of the type ${type}, which the simulator does not know; ${outcome}.`;
  const triggers = tags.flatMap((tag) => [...tag.triggers, ...tag.blockers]);
  const sentences = [
    ...tags
      .filter(({ type }) => !isKnownTagType(type))
      .map(({ name, type }) => unknown(`Tag "${name}"`, type, 'it never fires')),
    ...variables
      .filter(({ type }) => readerOf(type) === undefined)
      .map(({ name, type }) => unknown(`Variable "${name}"`, type, 'it reads undefined')),
    ...builtIns
      .filter(({ type }) => type !== 'CONTAINER_VERSION' && !Object.hasOwn(builtInReaders, type))
      .map(({ name, type }) => unknown(`Built-in variable "${name}"`, type, 'it reads undefined')),
    ...triggers
      .filter(({ type }) => !isKnownTriggerType(type))
      .map(({ name, type }) => unknown(`Trigger "${name}"`, type, 'it never fires')),
    ...triggers.flatMap(listUnknownOperators),
  ];
  return [...new Set(sentences)];
}

function listUnknownOperators({ name, conditions }: Trigger): readonly string[] {
  return conditions
    .filter(({ operator }) => !isKnownOperator(operator))
    .map(
      ({ operator }) => `Trigger "${name}" compares by ${operator}, which the simulator does not know; it never fires.`,
    );
}

/** A sentence for each reference to a variable that does not exist. */
export function listBrokenReferences({ tags, variables, builtIns }: ReadContainer): readonly string[] {
  const known = new Set(['_event', ...[...variables, ...builtIns].map(({ name }) => name)]);
  const used = [
    ...tags.flatMap((tag) => [
      ...referencesOf(`Tag "${tag.name}"`, tag.template, tag.settings),
      ...[...tag.triggers, ...tag.blockers].flatMap(({ name, conditions }) =>
        referencesOf(`Trigger "${name}"`, undefined, { conditions }),
      ),
    ]),
    ...variables.flatMap(({ name, template, settings, format }) =>
      referencesOf(`Variable "${name}"`, template, { ...settings, format }),
    ),
  ];
  const sentences = used
    .filter(({ name }) => !known.has(name))
    .map(({ owner, name }) => `${owner} refers to the variable "${name}", which does not exist.`);
  return [...new Set(sentences)];
}

function referencesOf(owner: string, template: TemplateHeader | undefined, settings: FieldValues) {
  const fields = { ...template?.defaults, ...settings };
  return listReferences(fields).map((name) => ({ owner, name }));
}
