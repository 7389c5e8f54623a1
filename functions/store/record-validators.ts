// The checks of stored records, compiled; a bundle carries them as plain code and leaves the compiler behind.
import { Ajv } from 'ajv';
import type { Click } from '../rules/click.ts';
import type { DailyRollup } from '../rules/daily-rollup.ts';
import type { Entry } from '../rules/entry.ts';
import type { Property } from '../rules/property.ts';
import type { BuyerRecord, Tally, Watermark } from '../rules/stored-records.ts';
import { clickSchema } from './schemas/click-schema.ts';
import { dailyRollupSchema } from './schemas/daily-rollup-schema.ts';
import { entrySchema } from './schemas/entry-schema.ts';
import { propertySchema } from './schemas/property-schema.ts';
import { eventsSchema } from './schemas/session-entry-schema.ts';
import { buyerSchema, tallySchema, watermarkSchema } from './schemas/small-record-schemas.ts';

/** Checking the schemas themselves would double the time that compiling takes; a test does it instead. */
export const ajv = new Ajv({
  schemas: [eventsSchema],
  meta: false,
  validateSchema: false,
  discriminator: true,
  useDefaults: true,
  code: { source: true, esm: true },
});

/** Whether a value has the shape of a stored property; what one of an earlier version cannot say is filled in. */
export const validateProperty = ajv.compile<Property>({ ...propertySchema, $id: 'validateProperty' });

/** Whether a value has the shape of a stored entry of its kind. */
export const validateEntry = ajv.compile<Entry>({ ...entrySchema, $id: 'validateEntry' });

/** Whether a value has the shape of a stored click record. */
export const validateClick = ajv.compile<Click>({ ...clickSchema, $id: 'validateClick' });

/** Whether a value has the shape of a stored buyer. */
export const validateBuyer = ajv.compile<BuyerRecord>({ ...buyerSchema, $id: 'validateBuyer' });

/** Whether a value has the shape of a stored watermark. */
export const validateWatermark = ajv.compile<Watermark>({ ...watermarkSchema, $id: 'validateWatermark' });

/** Whether a value has the shape of a stored tally. */
export const validateTally = ajv.compile<Tally>({ ...tallySchema, $id: 'validateTally' });

/** Whether a value has the shape of a stored roll-up. */
export const validateRollup = ajv.compile<DailyRollup>({ ...dailyRollupSchema, $id: 'validateRollup' });
