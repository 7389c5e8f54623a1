// The schemas of stored records, which are compiled without being checked.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { clickSchema } from '../../../../functions/store/schemas/click-schema.ts';
import {
  accountSchema,
  auditEventSchema,
  deploymentSchema,
  membershipSchema,
  signInSchema,
  ticketSchema,
  userSchema,
} from '../../../../functions/store/schemas/console-schemas.ts';
import { dailyRollupSchema } from '../../../../functions/store/schemas/daily-rollup-schema.ts';
import { entrySchema } from '../../../../functions/store/schemas/entry-schema.ts';
import { propertySchema } from '../../../../functions/store/schemas/property-schema.ts';
import { eventsSchema } from '../../../../functions/store/schemas/session-entry-schema.ts';
import { buyerSchema, tallySchema, watermarkSchema } from '../../../../functions/store/schemas/small-record-schemas.ts';

describe('schemas of stored records', () => {
  test.each([
    { name: 'accountSchema', schema: accountSchema },
    { name: 'auditEventSchema', schema: auditEventSchema },
    { name: 'buyerSchema', schema: buyerSchema },
    { name: 'clickSchema', schema: clickSchema },
    { name: 'dailyRollupSchema', schema: dailyRollupSchema },
    { name: 'deploymentSchema', schema: deploymentSchema },
    { name: 'entrySchema', schema: entrySchema },
    { name: 'eventsSchema', schema: eventsSchema },
    { name: 'membershipSchema', schema: membershipSchema },
    { name: 'propertySchema', schema: propertySchema },
    { name: 'signInSchema', schema: signInSchema },
    { name: 'tallySchema', schema: tallySchema },
    { name: 'ticketSchema', schema: ticketSchema },
    { name: 'userSchema', schema: userSchema },
    { name: 'watermarkSchema', schema: watermarkSchema },
  ])('$name is a valid JSON Schema', ({ schema }) => {
    expect(new Ajv().validateSchema(schema)).toBe(true);
  });
});
