// What can go wrong between us and what we keep: the database, a stored record, a sealed secret, its keys.

/** The database is down, locked or too slow. The cause is kept for the log; nothing of it is answered. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** A stored record does not have the shape we wrote; it is never guessed at. */
export class CorruptRecordError extends Error {
  override readonly name = 'CorruptRecordError';
}

/** Where the store is said to be cannot be understood; the message says what can be written there. */
export class StoreLocationError extends Error {
  override readonly name = 'StoreLocationError';
}

/** The key ring cannot be used. The message lists every fault in words and shows no value. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
}

/**
 * Why a sealed value stays closed: it is no sealed value or was cut short (`malformed`), its key is not on the ring
 * (`unknown_key`), or it was changed, moved, or sealed with another key of that name (`not_authentic`).
 */
export type UnsealFault = 'malformed' | 'unknown_key' | 'not_authentic';

/** A sealed value cannot be opened; `code` says why and the message how to get on. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError';
  readonly code: UnsealFault;

  constructor(code: UnsealFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
