// The APIs that stand in for what the sandboxed language lacks: JSON, Math, Object, types and conversions.
//
// Decisions where GTM's behaviour is not public:
// - JSON.parse gives undefined for what is no JSON, on servers too, as documented, although templates report that it throws there;
// - Object.keys, values and entries of null are empty lists; Object.delete of anything but an object or a list is false,
//   of undefined too, as the tests of a template of Google's own need it.
import { type ApiFactory, apiFunction, checkArguments, optional, required, typeNameOf } from '../checked-function.ts';
import { isPlainObject } from '../plain-object.ts';

const json: ApiFactory = () => ({
  parse: (text: unknown): unknown => {
    try {
      return JSON.parse(String(text));
    } catch {
      return undefined;
    }
  },
  stringify: (value: unknown): string | undefined => {
    try {
      return JSON.stringify(value);
    } catch {
      return undefined;
    }
  },
});

/** Functions of the template's own: a property that it sets on the language's would be there for everybody. */
const math: ApiFactory = () => ({
  abs: (x: number) => Math.abs(x),
  ceil: (x: number) => Math.ceil(x),
  floor: (x: number) => Math.floor(x),
  max: (...numbers: number[]) => Math.max(...numbers),
  min: (...numbers: number[]) => Math.min(...numbers),
  pow: (base: number, exponent: number) => base ** exponent,
  round: (x: number) => Math.round(x),
  sqrt: (x: number) => Math.sqrt(x),
});

const object: ApiFactory = () => ({
  keys: checkArguments([required('object', 'any')], ([value]) => Object.keys(Object(value))),
  values: checkArguments([required('object', 'any')], ([value]) => Object.values(Object(value))),
  entries: checkArguments([required('object', 'any')], ([value]) => Object.entries(Object(value))),
  freeze: checkArguments([required('object', 'any')], ([value]) => Object.freeze(value)),
  delete: checkArguments(
    [optional('object', 'any'), required('key', 'any')],
    ([target, key]) => typeof target === 'object' && target !== null && Reflect.deleteProperty(target, String(key)),
  ),
});

const makeTableMap = apiFunction(
  [required('tableObj', 'array'), required('keyColumnName', 'string'), required('valueColumnName', 'string')],
  (_, [rows, keyColumn, valueColumn]) => {
    const usable = rows
      .filter(isPlainObject)
      .filter((row) => Object.hasOwn(row, keyColumn) && Object.hasOwn(row, valueColumn));
    return usable.length === 0
      ? null
      : Object.fromEntries(usable.map((row) => [String(row[keyColumn]), row[valueColumn]]));
  },
);

/** JSON, Math, Object, types and conversions. */
export const languageApis: Readonly<Record<string, ApiFactory>> = {
  JSON: json,
  Math: math,
  Object: object,
  getType: apiFunction([optional('value', 'any')], (_, [value]) => typeNameOf(value)),
  makeInteger: apiFunction([optional('value', 'any')], (_, [value]) => Math.round(Number(value)) || 0),
  makeNumber: apiFunction([optional('value', 'any')], (_, [value]) => Number(value)),
  makeString: apiFunction([optional('value', 'any')], (_, [value]) => String(value)),
  makeTableMap,
};
