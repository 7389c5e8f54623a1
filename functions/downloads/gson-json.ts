// JSON as GTM's exporter writes it: two spaces of indent, and the characters that HTML could misread as escapes.

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

// Gson's HTML-safe mode, https://github.com/google/gson/blob/main/gson/src/main/java/com/google/gson/stream/JsonWriter.java
const unsafe = /[<>&='\u2028\u2029]/g;

/** The text of a JSON section. Keys keep their order; a key whose value is undefined is left out. */
export function printGsonJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
