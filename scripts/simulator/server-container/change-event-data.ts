// Changes an event's data as transformations of server containers do: keep only some parameters, leave some out, set some.
//
// Decisions where GTM's behaviour is not public: a name means the key of just that name, and where there is none the path with
// dots, which leads through objects alone; what a path leads past stays; setting an undefined value changes nothing.
import { isPlainObject } from '../sandbox/plain-object.ts';
import { readKeyPath } from '../server/read-key-path.ts';

type Data = Readonly<Record<string, unknown>>;

/** The data with nothing but these parameters. */
export function keepParameters(data: Data, names: readonly string[]): Data {
  return names.reduce<Data>((kept, name) => {
    const path = toPath(data, name);
    return setAt(kept, path, path.length === 1 ? data[name] : readKeyPath(data, name));
  }, {});
}

/** The data without these parameters. */
export function excludeParameters(data: Data, names: readonly string[]): Data {
  return names.reduce((left, name) => removeAt(left, toPath(left, name)), data);
}

/** The data with these parameters, which replace those of the same names. */
export function setParameters(data: Data, parameters: readonly (readonly [string, unknown])[]): Data {
  return parameters.reduce((changed, [name, value]) => setAt(changed, toPath(changed, name), value), data);
}

function toPath(data: Data, name: string): readonly string[] {
  return Object.hasOwn(data, name) ? [name] : name.split('.');
}

function setAt(data: Data, [key = '', ...rest]: readonly string[], value: unknown): Data {
  if (value === undefined) {
    return data;
  }
  const inner = Object.hasOwn(data, key) ? data[key] : undefined;
  return { ...data, [key]: rest.length === 0 ? value : setAt(isPlainObject(inner) ? inner : {}, rest, value) };
}

function removeAt(data: Data, [key = '', ...rest]: readonly string[]): Data {
  const { [key]: inner, ...others } = data;
  if (rest.length === 0) {
    return others;
  }
  return isPlainObject(inner) ? { ...data, [key]: removeAt(inner, rest) } : data;
}
