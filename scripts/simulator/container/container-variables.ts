// Reads a container's variables: the built-in ones and those that the description adds.
//
// Decision where GTM's behaviour is not public: a variable is computed anew each time something needs it.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import { runTemplate } from '../run-template.ts';
import type { ContainerServices } from '../web/web-context.ts';
import type { WebPage } from '../web/web-page.ts';
import type { ContainerOf } from './container-description.ts';
import { listReferences, resolveFields } from './resolve-fields.ts';

type Container = ContainerOf<CompiledTemplate>;

/** Reads variables by name. */
export interface ContainerVariables {
  read(name: string): unknown;
}

function refuseUnknown(description: Container, known: ReadonlySet<string>): void {
  const used = [...description.tags, ...description.variables].flatMap((user) => {
    const defaults = 'template' in user ? user.template.defaults : {};
    const fields = 'fields' in user ? { ...defaults, ...user.fields } : Object(user);
    const condition = 'trigger' in user ? (user.trigger.when?.variable ?? []) : [];
    return [...listReferences(fields), condition].flat();
  });
  const unknown = used.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `Unknown variable ${unknown[0]}. Add it to the container's variables; GTM would refuse to publish.`,
    );
  }
}

/** Throws when a tag, a trigger or a variable refers to a name that does not exist. */
export function createContainerVariables(
  description: Container,
  { page, container }: { page: WebPage; container: ContainerServices },
  onProblem: (problem: string) => void,
): ContainerVariables {
  const readers = new Map<string, () => unknown>([
    ['Event', () => container.dataLayer.get('event')],
    ['Page URL', () => page.href().split('#')[0]],
    ['Container ID', () => container.publicId],
  ]);
  const read = (name: string): unknown => readers.get(name)?.();
  for (const variable of description.variables) {
    if ('constant' in variable) {
      readers.set(variable.name, () => variable.constant);
    } else if ('dataLayerKey' in variable) {
      readers.set(variable.name, () => container.dataLayer.get(variable.dataLayerKey));
    } else {
      const { template, fields } = variable;
      readers.set(variable.name, () => {
        const resolved = resolveFields({ ...template.defaults, ...fields }, read);
        return runTemplate(template, resolved, { page, container, onProblem }).returned;
      });
    }
  }
  refuseUnknown(description, new Set(readers.keys()));
  return { read };
}
