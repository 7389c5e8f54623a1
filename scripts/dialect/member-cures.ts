// What to write in the sandbox instead of members that JavaScript has and the sandbox lacks.

/** The cure for a method of JavaScript, as the second half of a sentence; undefined for names that JavaScript lacks too. */
export function cureOfMethod(name: string): string | undefined {
  return methods.get(name);
}

/** The cure for a member of one of GTM's objects, such as `Math.random`. */
export function cureOfApiMember(api: string, name: string): string | undefined {
  return apis.get(`${api}.${name}`);
}

const substrings = 'use slice or substring';
const trims = 'use trim, or replace with a pattern as a string';
const searches = 'use filter(…)[0], or a loop with break';
const callers = 'call it with its arguments, or wrap it in a function expression';
const regexes = 'use match or search with the pattern as a string';
const codes = 'look the character up in a string of all you expect: alphabet.indexOf(s.charAt(i))';
const digits = 'use Math.round(x * 100) / 100 and makeString';
const formats = 'put the text together with +';

/** Every method of JavaScript's strings, arrays, numbers, functions, objects and patterns that no value of the sandbox has. */
const methods = new Map([
  ['includes', 'use indexOf(x) > -1'],
  ['startsWith', 'use indexOf(x) === 0'],
  ['endsWith', 'compare the end: s.slice(-x.length) === x'],
  ['replaceAll', 'use split(x).join(y)'],
  ['matchAll', 'use match with a pattern as a string, in a loop'],
  ['repeat', 'add the string in a loop'],
  ['padStart', 'add the characters in a loop'],
  ['padEnd', 'add the characters in a loop'],
  ['trimStart', trims],
  ['trimEnd', trims],
  ['trimLeft', trims],
  ['trimRight', trims],
  ['substr', substrings],
  ['charCodeAt', codes],
  ['codePointAt', codes],
  ['localeCompare', 'compare with < and >'],
  ['normalize', 'replace the characters one by one'],
  ['isWellFormed', 'leave the string as it is'],
  ['toWellFormed', 'leave the string as it is'],
  ['at', 'use an index: list[list.length - 1]'],
  ['find', searches],
  ['findLast', searches],
  ['findIndex', 'use a loop with break'],
  ['findLastIndex', 'use a loop with break'],
  ['fill', 'push the values in a loop'],
  ['copyWithin', 'assign the values in a loop'],
  ['flat', 'use reduce with concat'],
  ['flatMap', 'use map, then reduce with concat'],
  ['toReversed', 'use slice().reverse()'],
  ['toSorted', 'copy the list with slice(), then sort the copy'],
  ['toSpliced', 'copy the list with slice(), then splice the copy'],
  ['toFixed', digits],
  ['toPrecision', digits],
  ['toExponential', digits],
  ['toLocaleString', formats],
  ['valueOf', 'use the value itself'],
  ['isPrototypeOf', 'use getType(value)'],
  ['propertyIsEnumerable', 'use hasOwnProperty'],
  ['call', callers],
  ['apply', callers],
  ['bind', callers],
  ['test', regexes],
  ['exec', regexes],
]);

const assigns = 'copy the keys: Object.keys(a).forEach((key) => { b[key] = a[key]; })';
const parts = 'use Math.floor, and Math.ceil below 0';
const builds = 'write a literal';

/** What JavaScript's objects of the same name have besides. */
const apis = new Map([
  ['Math.random', 'use generateRandom(min, max)'],
  ['Math.trunc', parts],
  ['Math.sign', 'compare with 0'],
  ['Math.PI', 'write 3.141592653589793'],
  ['Math.cbrt', 'use Math.pow(x, 1 / 3)'],
  ['Math.hypot', 'use Math.sqrt(a * a + b * b)'],
  ['Math.imul', 'multiply the upper and the lower 16 bits apart'],
  ['Object.assign', assigns],
  ['Object.fromEntries', 'assign each key in a loop'],
  ['Object.create', builds],
  ['Object.defineProperty', 'assign the property'],
  ['Object.hasOwn', 'use object.hasOwnProperty(key)'],
  ['Object.getOwnPropertyNames', 'use Object.keys'],
  ['Object.is', 'use ==='],
  ['Promise.resolve', 'use Promise.create((resolve) => resolve(value))'],
  ['Promise.reject', 'use Promise.create((resolve, reject) => reject(reason))'],
  ['Promise.race', 'let each then test whether it is the first'],
  ['Promise.any', 'let each then test whether it is the first'],
  ['Promise.allSettled', 'give each promise a catch, then use Promise.all'],
  ['localStorage.clear', 'use removeItem for each key'],
  ['localStorage.key', 'read each key that you know with getItem'],
  ['localStorage.length', 'read each key that you know with getItem'],
  ['templateDataStorage.getItem', 'use getItemCopy'],
  ['templateDataStorage.setItem', 'use setItemCopy'],
  ['templateStorage.getItemCopy', 'use getItem'],
  ['templateStorage.setItemCopy', 'use setItem'],
]);
