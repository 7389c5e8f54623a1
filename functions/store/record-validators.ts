// The checks of stored records, compiled; a bundle carries them as plain code and leaves the compiler behind.
import { Ajv } from 'ajv';
import type { Click } from '../rules/click.ts';
import type { Entry } from '../rules/entry.ts';
import type { Property } from '../rules/property.ts';
import { clickSchema, entrySchema, eventsSchema, propertySchema } from './record-schemas.ts';

/** Checking the schemas themselves would double the time that compiling takes; a test does it instead. */
export const ajv = new Ajv({
  schemas: [eventsSchema],
  meta: false,
  validateSchema: false,
  // What a later version added has its default in a record that an earlier one wrote.
  useDefaults: true,
  code: { source: true, esm: true },
});

/** Whether a value has the shape of a stored property. */
export const validateProperty = ajv.compile<Property>({ ...propertySchema, $id: 'validateProperty' });

/** Whether a value has the shape of a stored entry. */
export const validateEntry = ajv.compile<Entry>({ ...entrySchema, $id: 'validateEntry' });

/** Whether a value has the shape of a stored click record. */
export const validateClick = ajv.compile<Click>({ ...clickSchema, $id: 'validateClick' });
