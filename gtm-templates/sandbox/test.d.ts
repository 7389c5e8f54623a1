// What a scenario may use, typed: the functions that GTM's Tests tab puts into scope, and `scenario` that names one.
// https://developers.google.com/tag-platform/tag-manager/templates/tests

declare module 'sandbox:test' {
  type Web = typeof import('sandbox:web');
  type Server = typeof import('sandbox:server');

  /** An API by its name; the build refuses one that the template's own kind of container lacks. */
  export type ApiName = keyof Web | keyof Server;

  /** Where an API differs between the two kinds of container, a scenario may use it in both ways. */
  type Apis = {
    [Name in ApiName]:
      | (Name extends keyof Web ? Web[Name] : never)
      | (Name extends keyof Server ? Server[Name] : never);
  };

  /** The APIs that are no functions but hold some: `JSON`, `localStorage` … */
  export type ObjectApiName = {
    [Name in ApiName]: NonNullable<Apis[Name]> extends (...args: never[]) => unknown ? never : Name;
  }[ApiName];

  /** The parameters of an API, of all its overloads. */
  type Arguments<Api> = Api extends {
    (...args: infer First): unknown;
    (...args: infer Second): unknown;
  }
    ? First | Second
    : Api extends (...args: infer Only) => unknown
      ? Only
      : never;

  /** What an API returns, by any of its overloads. */
  type Result<Api> = Api extends {
    (...args: never[]): infer First;
    (...args: never[]): infer Second;
  }
    ? First | Second
    : Api extends (...args: never[]) => infer Only
      ? Only
      : never;

  /** Parameters that take what any overload gives, and are all there. */
  type Parameters<Api> = Api extends {
    (...args: infer First): unknown;
    (...args: infer Second): unknown;
  }
    ? Required<{ [At in keyof Second]: Second[At] | (At extends keyof First ? First[At] : never) }>
    : never;

  /**
   * A stand-in for a function. As a method, so that it may name the types of values that the API knows as `unknown`, and
   * with every parameter there: the scenario knows how its template calls.
   */
  type StandIn<Api> = { call(...args: Parameters<Api>): Result<Api> }['call'];

  /** What may stand in for an API: a function like it, or for a function the value that each call returns. */
  export type Mock<Api> = Api extends (...args: never[]) => unknown
    ? StandIn<Api> | Value<Result<Api>>
    : Partial<Api> | (() => Partial<Api>);

  /** A result that is no function, and so no stand-in that would be called. */
  type Value<Result> = unknown extends Result
    ? string | number | boolean | null | undefined | readonly unknown[] | { readonly [key: string]: unknown }
    : Exclude<Result, (...args: never[]) => unknown>;

  /** Text as `string`, numbers as `number`: a comparison is not held to the one value that TypeScript last saw. */
  type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

  type Item<T> = T extends readonly (infer Each)[] ? Each : unknown;

  /** Each assertion fails the scenario where it does not hold. Lists and objects are compared by what they hold. */
  export interface Assertions<T> {
    isUndefined(): void;
    isDefined(): void;
    isNull(): void;
    isNotNull(): void;
    isFalse(): void;
    isTrue(): void;
    isFalsy(): void;
    isTruthy(): void;
    isNaN(): void;
    isNotNaN(): void;
    isInfinity(): void;
    isNotInfinity(): void;
    isEqualTo(expected: Widened<T>): void;
    isNotEqualTo(unexpected: Widened<T>): void;
    isAnyOf(...expected: Widened<T>[]): void;
    isNoneOf(...unexpected: Widened<T>[]): void;
    /** The same primitive value, or the same object and not one like it. */
    isStrictlyEqualTo(expected: Widened<T>): void;
    isNotStrictlyEqualTo(unexpected: Widened<T>): void;
    isGreaterThan(limit: Widened<T>): void;
    isGreaterThanOrEqualTo(limit: Widened<T>): void;
    isLessThan(limit: Widened<T>): void;
    isLessThanOrEqualTo(limit: Widened<T>): void;
    /** Of a list: all of these items, in any order. Of text: all of these parts. */
    contains(...expected: Item<T>[]): void;
    doesNotContain(...unexpected: Item<T>[]): void;
    /** As `contains`, and nothing else. */
    containsExactly(...expected: Item<T>[]): void;
    doesNotContainExactly(...unexpected: Item<T>[]): void;
    hasLength(length: number): void;
    isEmpty(): void;
    isNotEmpty(): void;
    isArray(): void;
    isBoolean(): void;
    isFunction(): void;
    isNumber(): void;
    isObject(): void;
    isString(): void;
  }

  /** Whether and how an API was called since the scenario began. */
  export interface CallAssertions<Args extends readonly unknown[]> {
    wasCalled(): void;
    wasNotCalled(): void;
    /** At least one call had exactly these arguments, no more and no fewer. */
    wasCalledWith(...args: Args): void;
    wasNotCalledWith(...args: Args): void;
  }

  /**
   * One test of the template, as GTM's Tests tab shows it. What else stands at the top of the file is the setup of all of
   * them. Stands at the top itself, with its name as it is and a function without parameters.
   */
  export function scenario(name: string, code: () => void): void;

  /**
   * Puts a stand-in in the place of an API, for what requires it from now on. Where an API is another in each kind of
   * container, the web's comes first: say the types of the parameters for the server's.
   */
  export function mock<Name extends keyof Web>(name: Name, standIn: Mock<Web[Name]>): void;
  export function mock<Name extends keyof Server>(name: Name, standIn: Mock<Server[Name]>): void;

  /** Puts an object in the place of an API that is an object. */
  export function mockObject<Name extends ObjectApiName>(name: Name, standIn: Partial<NonNullable<Apis[Name]>>): void;

  /**
   * Runs the template's code with these values of its form and gives back what it returns. Tags get `gtmOnSuccess` and
   * `gtmOnFailure` besides.
   *
   * @example runCode<Data>({ parameterName: 'session_id' })
   */
  export function runCode<Data extends object = { [field: string]: unknown }>(data?: NoInfer<Partial<Data>>): unknown;

  /** Asks about the calls of one API or callback. An API that is an object cannot be asked about: GTM does not see its calls. */
  export function assertApi(name: 'gtmOnSuccess' | 'gtmOnFailure'): CallAssertions<[]>;
  export function assertApi<Name extends Exclude<ApiName, ObjectApiName>>(
    name: Name,
  ): CallAssertions<Arguments<Apis[Name]>>;

  /** Asks about a value; the message says what it was about where the assertion does not hold. */
  export function assertThat<T>(actual: T, message?: string): Assertions<T>;

  /** Fails the scenario. */
  export function fail(message?: string): void;
}
