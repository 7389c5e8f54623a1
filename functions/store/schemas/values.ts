// The plain values that stored records are made of, as schemas.
import type { JSONSchemaType } from 'ajv';
import type { StripeMode } from '../../rules/property.ts';

// Not `nullable: true`: the compiler's side of JSONSchemaType takes that for a field that may be absent.
export const nullSchema = { type: 'null', nullable: true } as const;

/** A text or nothing. */
export const maybeTextSchema = { anyOf: [{ type: 'string' }, nullSchema] } as const;

/** A whole number, as all moments and amounts are, or nothing. */
export const maybeIntegerSchema = { anyOf: [{ type: 'integer' }, nullSchema] } as const;

/** A record's version. */
export const versionSchema = { type: 'integer', minimum: 1 } as const;

// `nullable` is how JSONSchemaType says that a field may be absent; a null that is there is refused all the same.
export const absent = { nullable: true, not: { type: 'null' } } as const;

/** A text that may be absent. */
export const optionalTextSchema = { type: 'string', ...absent } as const;

/** The real or Stripe's test world. */
export const modeSchema: JSONSchemaType<StripeMode> = { type: 'string', enum: ['live', 'test'] };

/** The frame of an object that holds something for each of the two. */
export const perMode = { type: 'object', required: ['live', 'test'] } as const;
