// A store, or its part for the console, of which some methods do something else.

/** The store with some of its methods replaced. */
export function forwarding<T extends object>(store: T, replaced: Partial<T>): T {
  return new Proxy(store, {
    get(target, name) {
      const own = Reflect.get(replaced, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
