// The data layer's memory, version 2: later messages merge into earlier ones, and `null` forgets.
import { isPlainObject } from '../sandbox/plain-object.ts';
import { setOwn } from '../sandbox/set-own.ts';

/** What was pushed so far, merged. */
export interface DataLayerModel {
  /** The merged value at a dotted path, by reference; `undefined` where a step is missing. */
  get(path: string): unknown;
  /** The value at a dotted path of the message being processed alone (version 1). */
  getFromMessage(path: string): unknown;
  /** Merges one message: objects and lists deeply, everything else by replacement; `_clear: true` replaces everything. */
  merge(message: Readonly<Record<string, unknown>>): void;
}

const notPartOfTheModel = new Set(['eventCallback', 'eventTimeout', '_clear']);

/** The value at a dotted path below `root`; a whole key that itself contains dots wins. */
function getAtPath(root: unknown, path: string): unknown {
  if (isPlainObject(root) && Object.hasOwn(root, path)) {
    return root[path];
  }
  let current: unknown = root;
  for (const step of path.split('.')) {
    if ((!isPlainObject(current) && !Array.isArray(current)) || !Object.hasOwn(current, step)) {
      return undefined;
    }
    current = Reflect.get(current, step);
  }
  return current;
}

function mergeValue(existing: unknown, incoming: unknown): unknown {
  if (Array.isArray(incoming)) {
    const merged: unknown[] = Array.isArray(existing) ? existing : [];
    incoming.forEach((item, index) => {
      merged[index] = mergeValue(merged[index], item);
    });
    return merged;
  }
  if (isPlainObject(incoming)) {
    const merged = isPlainObject(existing) ? existing : {};
    for (const [key, item] of Object.entries(incoming)) {
      setOwn(merged, key, mergeValue(Object.hasOwn(merged, key) ? merged[key] : undefined, item));
    }
    return merged;
  }
  return incoming;
}

function expandKey(key: string, value: unknown): Record<string, unknown> {
  const [first = key, ...rest] = key.split('.');
  return { [first]: rest.length > 0 ? expandKey(rest.join('.'), value) : value };
}

/** An empty model. */
export function createDataLayerModel(): DataLayerModel {
  const model: Record<string, unknown> = {};
  let latest: Readonly<Record<string, unknown>> = {};

  return {
    get: (path) => getAtPath(model, path),
    getFromMessage: (path) => getAtPath(latest, path),
    merge: (message) => {
      latest = message;
      for (const [key, value] of Object.entries(message)) {
        if (notPartOfTheModel.has(key)) {
          continue;
        }
        if (message['_clear'] === true) {
          delete model[key];
        }
        mergeValue(model, expandKey(key, value));
      }
    },
  };
}
