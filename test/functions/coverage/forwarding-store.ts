// A store of which some methods do something else.
import type { Store } from '../../../functions/store/store.ts';

/** The store with some of its methods replaced. */
export function forwarding(store: Store, replaced: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, name) {
      const own = Reflect.get(replaced, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
