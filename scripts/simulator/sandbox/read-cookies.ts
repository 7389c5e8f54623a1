// Reads cookies out of the line in which a page or a request offers them.

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All cookies of the line as name and raw value, in order. */
export function listCookies(line: string): { readonly name: string; readonly value: string }[] {
  return line
    .split(';')
    .filter((pair) => pair.includes('='))
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name: name.trim(), value: value.join('=').trim() };
    });
}

/** The values of all cookies of one name; a value that cannot be decoded stays as it is. */
export function readCookies(line: string, name: string, decodes: boolean): string[] {
  return listCookies(line)
    .filter((cookie) => cookie.name === name)
    .map(({ value }) => (decodes ? decode(value) : value));
}
