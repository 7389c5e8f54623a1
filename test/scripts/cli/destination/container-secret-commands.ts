// The commands about server containers and their secret, as the tests give them.
import { createHash } from 'node:crypto';

/** A secret that was made here. */
export const secretPattern = /tts_[A-Za-z0-9_-]{43}/;
/** The address of the shop’s container. */
export const shopUrl = 'https://sgtm.example.com/checkout';
/** That of a second one. */
export const otherUrl = 'https://sgtm.example.org/checkout';

/** Adds the container at this address. */
export const add = (id: string, url: string, ...options: string[]) => [
  ...['property', 'destination', 'add', id, '--kind', 'server_container', '--url', url],
  ...options,
];

/** Removes it, unasked. */
export const remove = (id: string, { destination_id }: Record<string, unknown>) => [
  ...['property', 'destination', 'remove', id, String(destination_id), '--yes'],
];

/** Makes a new secret. */
export const renew = (id: string) => ['property', 'update', id, '--new-container-secret'];
/** What is kept of a secret that containers bring. */
export const toHash = (secret: unknown) => createHash('sha256').update(String(secret)).digest('hex');
