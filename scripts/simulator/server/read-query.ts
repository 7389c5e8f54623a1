// Reads a query string, or a form's body, into names and values.

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Every parameter in order; what cannot be decoded stays as it is, and a name without `=` has an empty value. */
export function readQuery(queryString: string): readonly (readonly [string, string])[] {
  return queryString
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))] as const;
    });
}
