// Reads one field out of an answer.
import { Object } from 'sandbox:shared';
import { isList, isPlainObject } from '../../shared/plain-values.ts';

/** What the names lead to, such as `ecommerce.items.0.price`; undefined where they lead nowhere, or to null. */
export function pickField(value: unknown, path: string): unknown {
  const found = path.split('.').reduce(step, value);
  return found === null ? undefined : found;
}

function step(value: unknown, name: string): unknown {
  if (isList(value)) {
    return value.filter((_item, at) => at.toString() === name)[0];
  }
  // An object has some names before anything is put into it, such as hasOwnProperty.
  return isPlainObject(value) && Object.keys(value).indexOf(name) > -1 ? value[name] : undefined;
}
