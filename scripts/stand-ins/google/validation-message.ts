// The messages of Google's validation, as its answers hold them.

/** One message of the validation, in Google's own form. */
export interface ValidationMessage {
  fieldPath: string;
  description: string;
  validationCode: 'VALUE_REQUIRED' | 'VALUE_INVALID' | 'NAME_INVALID' | 'NAME_RESERVED' | 'EXCEEDED_MAX_ENTITIES';
}

/** Adds a message. */
export type Say = (fieldPath: string, validationCode: ValidationMessage['validationCode'], description: string) => void;

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
