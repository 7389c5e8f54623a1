// What a failed call is told as.
import { describe, expect, test } from 'vitest';
import { isDatabaseMissing, toStoreError } from '../../../../functions/store/firestore/connection.ts';

const grpcError = (code: number, message: string): Error => Object.assign(new Error(`${code} ${message}`), { code });
const noDatabase = grpcError(5, 'NOT_FOUND: The database (default) does not exist for project shop-123');
const noDocument = grpcError(5, 'NOT_FOUND: Document "projects/p/databases/(default)/documents/entries/x" not found.');

describe('isDatabaseMissing', () => {
  test('tells a missing database from a missing document', () => {
    expect(isDatabaseMissing(noDatabase)).toBe(true);
    expect(isDatabaseMissing(noDocument)).toBe(false);
    expect(isDatabaseMissing(grpcError(14, 'UNAVAILABLE: the database does not exist'))).toBe(false);
  });
});

describe('toStoreError', () => {
  test.each([
    ['a missing database', noDatabase, 'Create it'],
    ['a refused permission', grpcError(7, 'PERMISSION_DENIED'), 'roles/datastore.user'],
    ['missing credentials', grpcError(16, 'UNAUTHENTICATED'), 'roles/datastore.user'],
    ['a spent deadline', grpcError(4, 'DEADLINE_EXCEEDED'), 'did not answer in time'],
    ['a text in place of an error', 'The client has already been closed.', 'did not answer in time'],
  ])('%s names its cure and keeps the cause', (_, cause, words) => {
    const error = toStoreError(cause);
    expect(error.message).toContain(words);
    expect(error.cause).toBe(cause);
  });
});
