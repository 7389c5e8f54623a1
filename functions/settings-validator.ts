// The check of the settings, compiled; a bundle carries it as plain code and leaves the compiler behind.
import { Ajv } from 'ajv';
import { type KnownVariables, settingsSchema } from './settings-schema.ts';

/** Checking our own schema first would double the time that this takes at every start; a test does it. */
export const ajv = new Ajv({
  allErrors: true,
  coerceTypes: true,
  useDefaults: true,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true },
});

/** Whether the known variables are valid; turns texts into numbers and fills defaults in. */
export const validateSettings = ajv.compile<KnownVariables>({ ...settingsSchema, $id: 'validateSettings' });
