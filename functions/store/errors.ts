// What can go wrong between us and the database.

/** The database is down, locked or too slow. The cause is kept for the log; nothing of it is answered. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** A stored record does not have the shape we wrote; it is never guessed at. */
export class CorruptRecordError extends Error {
  override readonly name = 'CorruptRecordError';
}
