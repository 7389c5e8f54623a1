// One step of a path from a value of the page, which never leads to what the page shares with the process it is simulated in.

/** Steps that hand out, or put in, what a page is not made of: its objects' prototypes and what makes code of text. */
const leadingOut: ReadonlySet<string> = new Set([
  'constructor',
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);

/** What every list, function … of the process inherits: a page in a browser has its own, a fake one has the process's. */
const shared: ReadonlySet<object | null> = new Set<object | null>(
  [Array, Date, Error, Function, Map, Object, Promise, RegExp, Set].map(({ prototype }) => prototype),
);

/** True for what has properties to walk to. */
export function isObjectLike(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Whether a path may have this step at all. */
export function isStep(step: string): boolean {
  return !leadingOut.has(step);
}

function findHolder(target: object, step: string): object | null {
  let holder: object | null = target;
  while (holder !== null && !Object.hasOwn(holder, step)) holder = Reflect.getPrototypeOf(holder);
  return holder;
}

/** The property's value; `undefined` for a function or object that the language gives to all, such as a list's `push`. */
export function readStep(target: object, step: string): unknown {
  const value: unknown = isStep(step) ? Reflect.get(target, step) : undefined;
  return isObjectLike(value) && shared.has(findHolder(target, step)) ? undefined : value;
}

/** As `readStep`, for who calls the property on the target and hands it to nobody: `push` of a list is there too. */
export function readMethod(target: object, step: string): unknown {
  return isStep(step) ? Reflect.get(target, step) : undefined;
}
