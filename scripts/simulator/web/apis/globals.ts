// The APIs that reach the page's globals by path.
//
// Decision where GTM's behaviour is not public: aliasInWindow only writes its target, though setInWindow wants to read
// it as well; published templates alias names that they state for writing alone. A path does not lead to what the language
// gives to every object; a method of its, such as `push`, can only be called.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import type { AnyFunction } from '../border.ts';
import { isObjectLike, isStep, readMethod, readStep } from '../read-step.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

interface Place {
  /** The object that holds the last step; `undefined` when an earlier step is missing. */
  readonly parent: object | undefined;
  readonly key: string;
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function findPlace({ page }: WebContext, path: string): Place {
  const steps = path.split('.');
  if (!steps.every(isStep)) return { parent: undefined, key: '' };
  const key = steps.pop() ?? '';
  let parent: object | undefined = page.globals;
  for (const step of steps) {
    const next: unknown = parent === undefined ? undefined : readStep(parent, step);
    // GTM stops at the window and the document, so that neither can be walked through under another name.
    parent = isObjectLike(next) && next !== page.globals && next !== page.document ? next : undefined;
  }
  return { parent, key };
}

function readPlace({ parent, key }: Place): unknown {
  return parent === undefined ? undefined : readStep(parent, key);
}

function allow(context: WebContext, access: 'read' | 'write' | 'readwrite' | 'execute', path: string): void {
  requirePermission(context.permissions, 'access_globals', access, path);
}

const callInWindow = webFunction([required('pathToFunction', 'string')], (context, [path], rest) => {
  allow(context, 'execute', path);
  const place = findPlace(context, path);
  const target = place.parent === undefined ? undefined : readMethod(place.parent, place.key);
  if (!isFunction(target)) {
    return undefined;
  }
  const values = rest.map((value) => context.border.toPage(value, context.container.mapHosts));
  return context.border.toSandbox(Reflect.apply(target, place.parent, values));
});

const copyFromWindow = webFunction([required('key', 'string')], (context, [path]) => {
  allow(context, 'read', path);
  return context.border.toSandbox(readPlace(findPlace(context, path)));
});

const setInWindow = webFunction(
  [required('key', 'string'), optional('value', 'any'), optional('overrideExisting', 'boolean')],
  (context, [path, value, overrides]) => {
    allow(context, 'readwrite', path);
    const place = findPlace(context, path);
    if (place.parent === undefined || (readPlace(place) !== undefined && overrides !== true)) {
      return false;
    }
    return Reflect.set(place.parent, place.key, context.border.toPage(value));
  },
);

const aliasInWindow = webFunction(
  [required('toPath', 'string'), required('fromPath', 'string')],
  (context, [toPath, fromPath]) => {
    allow(context, 'write', toPath);
    allow(context, 'read', fromPath);
    const place = findPlace(context, toPath);
    return place.parent !== undefined && Reflect.set(place.parent, place.key, readPlace(findPlace(context, fromPath)));
  },
);

function findOrCreateList(context: WebContext, path: string): unknown[] {
  const place = findPlace(context, path);
  if (place.parent === undefined) {
    throw new SandboxError('missing_path', `Path ${path} does not exist.`);
  }
  const existing = readPlace(place);
  if (Array.isArray(existing)) {
    return existing;
  }
  const created: unknown[] = [];
  Reflect.set(place.parent, place.key, created);
  return created;
}

const createQueue = webFunction([required('arrayKey', 'string')], (context, [path]) => {
  allow(context, 'readwrite', path);
  findOrCreateList(context, path);
  return (...items: unknown[]): void => {
    // Looked up again, because the page may have put another list there since.
    findOrCreateList(context, path).push(...items.map((item) => context.border.toPage(item)));
  };
});

const createArgumentsQueue = webFunction(
  [required('fnKey', 'string'), required('arrayKey', 'string')],
  (context, [functionPath, listPath]) => {
    allow(context, 'readwrite', functionPath);
    allow(context, 'readwrite', listPath);
    const place = findPlace(context, functionPath);
    const existing = readPlace(place);
    if (existing !== undefined && existing !== null) {
      return isFunction(existing) ? context.border.toSandbox(existing) : null;
    }
    if (place.parent === undefined) {
      throw new SandboxError('missing_path', `Path ${functionPath} does not exist.`);
    }
    const queue = function (): void {
      // biome-ignore lint/complexity/noArguments: the object itself is what gtag.js and its like expect in the list.
      findOrCreateList(context, listPath).push(arguments);
    };
    Reflect.set(place.parent, place.key, queue);
    findOrCreateList(context, listPath);
    return context.border.toSandbox(queue);
  },
);

/** Reading, writing and calling what lies on the window. */
export const globalsApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  aliasInWindow,
  callInWindow,
  copyFromWindow,
  createArgumentsQueue,
  createQueue,
  setInWindow,
};
