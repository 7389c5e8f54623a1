// The folders of the server container.

/** By what is in them. */
export const folders = {
  settings: 'Tilltag - 1 Fill in',
  checkout: 'Tilltag - 2 Checkout',
  google: 'Tilltag - 3 Google',
} as const;
