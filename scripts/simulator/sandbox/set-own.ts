// Sets a property as plain data, whatever its name.

/** Sets the object's own property; a key such as `__proto__` is data like any other and never reaches the prototype. */
export function setOwn(target: object, key: string, value: unknown): void {
  Reflect.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
