// The schemas of stored records, which are compiled without being checked.
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { clickSchema, entrySchema, eventsSchema, propertySchema } from '../../../functions/store/record-schemas.ts';

describe('record schemas', () => {
  it.each([
    { name: 'clickSchema', schema: clickSchema },
    { name: 'entrySchema', schema: entrySchema },
    { name: 'eventsSchema', schema: eventsSchema },
    { name: 'propertySchema', schema: propertySchema },
  ])('$name is a valid JSON Schema', ({ schema }) => {
    expect(new Ajv().validateSchema(schema)).toBe(true);
  });
});
