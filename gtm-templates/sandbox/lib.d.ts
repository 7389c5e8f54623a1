// The whole standard library of GTM's sandboxed JavaScript: what is not declared here does not exist there.
// Replaces TypeScript's own library (`noLib`), so `.includes`, `toFixed`, `window` or `fetch` do not compile.
// https://developers.google.com/tag-platform/tag-manager/templates/standard-library

interface Array<T> {
  readonly length: number;
  [index: number]: T;
  [Symbol.iterator](): ArrayIterator<T>;
  concat(...items: (T | readonly T[])[]): T[];
  every(predicate: (value: T, index: number, array: T[]) => unknown): boolean;
  filter<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): S[];
  filter(predicate: (value: T, index: number, array: T[]) => unknown): T[];
  forEach(callback: (value: T, index: number, array: T[]) => void): void;
  indexOf(item: T, fromIndex?: number): number;
  join(separator?: string): string;
  lastIndexOf(item: T, fromIndex?: number): number;
  map<U>(callback: (value: T, index: number, array: T[]) => U): U[];
  pop(): T | undefined;
  push(...items: T[]): number;
  reduce(callback: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduce<U>(callback: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  reduceRight(callback: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduceRight<U>(callback: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  reverse(): T[];
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number, array: T[]) => unknown): boolean;
  /** Sorts in place. Published builds of the sandbox returned nothing, so the result must not be chained. */
  sort(compare?: (a: T, b: T) => number): void;
  splice(start: number, deleteCount?: number, ...items: T[]): T[];
  toString(): string;
  unshift(...items: T[]): number;
}

interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  [Symbol.iterator](): ArrayIterator<T>;
  concat(...items: (T | readonly T[])[]): T[];
  every(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  filter<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S[];
  filter(predicate: (value: T, index: number, array: readonly T[]) => unknown): T[];
  forEach(callback: (value: T, index: number, array: readonly T[]) => void): void;
  indexOf(item: T, fromIndex?: number): number;
  join(separator?: string): string;
  lastIndexOf(item: T, fromIndex?: number): number;
  map<U>(callback: (value: T, index: number, array: readonly T[]) => U): U[];
  reduce(callback: (previous: T, current: T, index: number, array: readonly T[]) => T): T;
  reduce<U>(callback: (previous: U, current: T, index: number, array: readonly T[]) => U, initial: U): U;
  reduceRight(callback: (previous: T, current: T, index: number, array: readonly T[]) => T): T;
  reduceRight<U>(callback: (previous: U, current: T, index: number, array: readonly T[]) => U, initial: U): U;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  toString(): string;
}

interface String {
  readonly length: number;
  readonly [index: number]: string;
  [Symbol.iterator](): ArrayIterator<string>;
  charAt(index: number): string;
  concat(...parts: string[]): string;
  indexOf(text: string, fromIndex?: number): number;
  lastIndexOf(text: string, fromIndex?: number): number;
  /** The pattern is a string that is read as a regular expression; the sandbox has no regex literals. */
  match(pattern: string): string[] | null;
  /** Replaces the first occurrence, literally. `split(a).join(b)` replaces all. */
  replace(text: string, replacement: string): string;
  /** The pattern is a string that is read as a regular expression; the sandbox has no regex literals. */
  search(pattern: string): number;
  slice(start?: number, end?: number): string;
  split(separator: string, limit?: number): string[];
  substring(start: number, end?: number): string;
  toLocaleLowerCase(): string;
  toLocaleUpperCase(): string;
  toLowerCase(): string;
  toString(): string;
  toUpperCase(): string;
  trim(): string;
  /** Strings have no such method in the sandbox. */
  hasOwnProperty: never;
}

interface Number {
  /** Base 10 only. */
  toString(): string;
  /** Numbers have no such method in the sandbox. */
  hasOwnProperty: never;
}

interface Boolean {
  toString(): string;
  /** Booleans have no such method in the sandbox. */
  hasOwnProperty: never;
}

interface Object {
  hasOwnProperty(key: string): boolean;
  toString(): string;
}

/** Functions have no members in the sandbox: no `call`, `apply` or `bind`. */
interface Function {
  hasOwnProperty: never;
  toString: never;
}
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}

/** What both the sandbox (a real array) and plain JavaScript offer. Inside an arrow function the two differ. */
interface IArguments {
  readonly length: number;
  readonly [index: number]: unknown;
}

/** Required by TypeScript by name; regex literals are a fault of the dialect. */
interface RegExp {
  hasOwnProperty: never;
}

/** Required by TypeScript for `for…of`; neither name exists at run time, and the dialect refuses both. */
interface SymbolConstructor {
  readonly iterator: unique symbol;
}
declare const Symbol: SymbolConstructor;
interface Iterator<T, TReturn = unknown, TNext = unknown> {
  next(value?: TNext): { done?: boolean; value: T };
}
interface Iterable<T, TReturn = unknown, TNext = unknown> {
  [Symbol.iterator](): Iterator<T, TReturn, TNext>;
}
interface IterableIterator<T, TReturn = unknown, TNext = unknown> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IterableIterator<T, TReturn, TNext>;
}
interface ArrayIterator<T> extends IterableIterator<T, undefined, unknown> {
  [Symbol.iterator](): ArrayIterator<T>;
}

// Types that exist for the compiler alone.
type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Record<K extends string | number | symbol, T> = { [P in K]: T };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends string | number | symbol> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type NoInfer<T> = intrinsic;
