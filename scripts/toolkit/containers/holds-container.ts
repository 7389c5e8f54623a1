// Tells containers that GTM exported from other files.

/** The key that only such files have. */
const ownKey = 'exportFormatVersion';

/** Whether the file of this name is to be looked at as a container: JSON by its name, or what only a container holds. */
export function isContainerFile(file: string, text: string): boolean {
  return /\.json$/i.test(file) || (!/\.tpl$/i.test(file) && holdsContainer(text));
}

/** True for the text of an exported container, also one that a slip made no JSON; false for any other JSON. */
export function holdsContainer(text: string): boolean {
  if (!text.includes(`"${ownKey}"`)) return false;
  try {
    return isContainerValue(JSON.parse(withoutMark(text)));
  } catch {
    return true;
  }
}

/** Whether a JSON value says of itself that it is an exported container, in whatever shape. */
export function isContainerValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, ownKey);
}

/** Editors of some systems put a mark in front, which is no part of the JSON. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
