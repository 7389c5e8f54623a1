// The folders of the web container.

/** By what is in them. */
export const folders = {
  settings: 'Tilltag - 1 Fill in',
  checkout: 'Tilltag - 2 Checkout',
  google: 'Tilltag - 3 Google',
  dataLayer: 'Tilltag - 4 Data layer',
  meta: 'Tilltag - 5 For Meta',
} as const;
