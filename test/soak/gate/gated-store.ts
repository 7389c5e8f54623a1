// The store as one process has it: every call of it is a step at the gate.
import type { Store } from '../../../functions/store/store.ts';
import type { Actor, Gate } from './gate.ts';

/** `store`, whose calls wait at the gate and end as it decides. */
export function toGatedStore(store: Store, gate: Gate, actor: Actor): Store {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== 'function' || typeof name !== 'string') return own;
      return (...args: unknown[]) =>
        gate.step(actor, { what: `store.${name}`, about: findAbout(args) }, () =>
          Promise.resolve(own.apply(target, args)),
        );
    },
  });
}

/** The Stripe id in an entry's or a buyer's id, `<property id>:<Stripe id>`. */
function findAbout([first, second]: readonly unknown[]): string | undefined {
  if (typeof second === 'string') return second;
  const id: unknown =
    typeof first === 'object' && first !== null && 'id' in first ? first.id : typeof first === 'string' ? first : '';
  return typeof id === 'string' && id.includes(':') ? id.slice(id.indexOf(':') + 1) : undefined;
}
