// BigQuery as server templates use it.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { createMemoryBigQuery } from '../../../../../scripts/simulator/server/memory-big-query.ts';
import { evaluateOnServer, permit, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

const permissions = permit({
  access_bigquery: {
    allowedTables: [{ projectId: '*', datasetId: 'shop', tableId: '*', operation: 'write' }],
  },
});
const table = "{ datasetId: 'shop', tableId: 'orders' }";

async function insert(values: string, bigQuery = createMemoryBigQuery({ 'shop.orders': ['id', 'n'] })) {
  const server = createFakeServer({ bigQuery });
  const code = `require('BigQuery').insert(${values}).then(() => note('done'), note);`;
  const { notes } = await settleOnServer(code, { permissions, server });
  return { notes, rows: bigQuery.rows('shop', 'orders') };
}

describe('BigQuery.insert', () => {
  test('takes rows and resolves', async () => {
    expect(await insert(`${table}, [{ id: 'a', n: 1 }, { id: 'b' }]`)).toEqual({
      notes: ['done'],
      rows: [{ id: 'a', n: 1 }, { id: 'b' }],
    });
  });

  test('a warehouse without tables of its own takes everything', async () => {
    expect((await insert(`${table}, [{ any: 1 }]`, createMemoryBigQuery())).rows).toEqual([{ any: 1 }]);
  });

  test('rejects rows with columns that the table lacks, and takes none', async () => {
    expect(await insert(`${table}, [{ id: 'a' }, { x: 1 }]`)).toEqual({
      notes: [[{ reason: 'invalid', rowIndex: 1 }]],
      rows: [],
    });
  });

  test('with ignoreUnknownValues such columns are left out', async () => {
    expect((await insert(`${table}, [{ id: 'a', x: 1 }], { ignoreUnknownValues: true }`)).rows).toEqual([{ id: 'a' }]);
  });

  test('with skipInvalidRows such rows are left out', async () => {
    expect((await insert(`${table}, [{ id: 'a' }, { x: 1 }], { skipInvalidRows: true }`)).rows).toEqual([{ id: 'a' }]);
  });

  test('rejects a table that is not there', async () => {
    const { notes } = await insert("{ datasetId: 'shop', tableId: 'other' }, []");
    expect(notes).toEqual([[{ reason: 'notFound' }]]);
  });

  test.each([
    ['shop.orders', ['ok']],
    ['shop.other', [[{ reason: 'notFound' }]]],
  ])('with callbacks and the table %s it calls back with %j and returns nothing', async (name, outcome) => {
    const server = createFakeServer({ bigQuery: createMemoryBigQuery({ [name]: ['id'] }) });
    const code = `note(require('BigQuery').insert(${table}, [{ id: 1 }], null, () => note('ok'), note));`;
    expect((await settleOnServer(code, { permissions, server })).notes).toEqual([undefined, ...outcome]);
  });

  test.each([
    ["() => require('nothing')", '[{ id: 1 }]'],
    ["() => 1, () => require('nothing')", '[{ other: 1 }]'],
  ])('an error in the callbacks (%s) is reported', async (callbacks, rows) => {
    const server = createFakeServer({ bigQuery: createMemoryBigQuery({ 'shop.orders': ['id'] }) });
    const code = `require('BigQuery').insert(${table}, ${rows}, {}, ${callbacks});`;
    expect((await settleOnServer(code, { permissions, server })).errors).toMatchObject([{ code: 'unknown_api' }]);
  });

  test.each([
    [`${table}`, 'missing_argument'],
    [`${table}, {}`, 'wrong_argument_type'],
    [`${table}, ['row']`, 'wrong_argument_type'],
    ["{ datasetId: 'shop' }, []", 'missing_argument'],
    ["{ datasetId: 'private', tableId: 'x' }, []", 'permission_denied'],
  ])('(%s) stops the template as %s', (values, refusal) => {
    expect(refusalOf(evaluateOnServer(`require('BigQuery').insert(${values});`, { permissions }))).toBe(refusal);
  });
});
