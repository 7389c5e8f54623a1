// The `require` of templates, whatever the container: an API by its name.
import type { ApiFactory } from './checked-function.ts';
import type { SandboxContext } from './sandbox-context.ts';
import { SandboxError } from './sandbox-error.ts';

/** `require` for one run over these APIs; the same API object each time, and an error for a name GTM does not know. */
export function createRequireFrom<Context extends SandboxContext>(
  apis: Readonly<Record<string, ApiFactory<Context>>>,
  context: Context,
): (name: unknown) => unknown {
  const made = new Map<string, unknown>();
  return (name) => {
    const key = String(name);
    const factory = Object.hasOwn(apis, key) ? apis[key] : undefined;
    if (!factory) {
      throw new SandboxError('unknown_api', `${key} is not a valid API name.`);
    }
    if (!made.has(key)) {
      made.set(key, factory(context));
    }
    return made.get(key);
  };
}
