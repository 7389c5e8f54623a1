// The APIs that mean the same in web and in server containers: the list the compiler goes by.

/** What code for both kinds of container may import. */
export const sharedApis = [
  'addEventCallback',
  'callLater',
  'decodeUri',
  'decodeUriComponent',
  'encodeUri',
  'encodeUriComponent',
  'fromBase64',
  'generateRandom',
  'getContainerVersion',
  'getTimestamp',
  'getTimestampMillis',
  'getType',
  'JSON',
  'logToConsole',
  'makeInteger',
  'makeNumber',
  'makeString',
  'makeTableMap',
  'Math',
  'Object',
  'parseUrl',
  'queryPermission',
  'toBase64',
] as const;

/** The name of an API that both kinds of container have. */
export type SharedApi = (typeof sharedApis)[number];
