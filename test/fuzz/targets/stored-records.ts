// What a database holds, after a disk, a restore or another program changed it: read as the record it was, or told to be damaged.
import fc from 'fast-check';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import { membershipParser, userParser } from '../../../functions/store/parse-console-record.ts';
import {
  buyerParser,
  clickParser,
  entryParser,
  propertyParser,
  type RecordParser,
  rollupParser,
  tallyParser,
  watermarkParser,
} from '../../../functions/store/parse-record.ts';
import { anyProperty } from '../../functions/store/any-property.ts';
import { anyBuyerOf, anyClick, anyEntry, anyTally, anyWatermark } from '../../functions/store/arbitraries.ts';
import { anyMembership, anyRollup, anyUser } from '../../functions/store/console-arbitraries.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure, ensureDiscreet, ensureSame } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

interface Kind {
  whole: fc.Arbitrary<{ id: string; version?: number }>;
  parser: RecordParser<object>;
}

const kinds = {
  property: { whole: anyProperty, parser: propertyParser },
  entry: { whole: anyEntry, parser: entryParser },
  click: { whole: anyClick, parser: clickParser },
  buyer: { whole: anyEntry.chain(anyBuyerOf), parser: buyerParser },
  watermark: { whole: anyWatermark, parser: watermarkParser },
  tally: { whole: anyTally, parser: tallyParser },
  rollup: { whole: anyRollup, parser: rollupParser },
  user: { whole: anyUser, parser: userParser },
  membership: { whole: anyMembership, parser: membershipParser },
} as const satisfies Record<string, Kind>;

const names = ['property', 'entry', 'click', 'buyer', 'watermark', 'tally', 'rollup', 'user', 'membership'] as const;

const inputs = fc.constantFrom(...names).chain((kind) =>
  kinds[kind].whole.chain((record) => {
    const json: Json = JSON.parse(JSON.stringify(record));
    const text = fc.constant(JSON.stringify(record));
    return fc.record({
      kind: fc.constant(kind),
      id: fc.constant(record.id),
      version: fc.constant('version' in record && typeof record.version === 'number' ? record.version : null),
      body: fc.oneof(
        { weight: 1, arbitrary: text },
        { weight: 4, arbitrary: mutatedJson(fc.constant(json)).map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: mutatedText(text) },
      ),
    });
  }),
);

/** Reads one stored text as a record of a kind. */
type Read = (kind: (typeof names)[number], stored: { id: string; version: number | undefined; body: string }) => object;

const readStored: Read = (kind, stored) => kinds[kind].parser.parse(stored);

/** The readers of every kind of record. */
export function storedRecordsTarget(read: Read = readStored): Target {
  return toTarget({
    name: 'stored-records',
    reads: 'records of the database, from disks and whoever else can write to it',
    inputs,
    open: () => ({
      examine({ kind, id, version, body }) {
        const stored = { id, version: version ?? undefined, body };
        const outcome = attempt(() => read(kind, stored), isCorrupt);
        if (outcome.kind === 'refused') {
          ensureDiscreet(outcome.error.message, 'The fault');
          ensure(outcome.error.message.length < 1_000, 'The fault is long.');
          return;
        }
        ensure('id' in outcome.value && outcome.value.id === id, 'It read the record of another id.');
        // Not the same as what is stored: what an earlier version did not know is filled in.
        const again = { ...stored, body: JSON.stringify(outcome.value) };
        ensureSame(read(kind, again), outcome.value, 'Stored again it is another record.');
      },
    }),
  });
}

function isCorrupt(error: unknown): error is CorruptRecordError {
  return error instanceof CorruptRecordError;
}
