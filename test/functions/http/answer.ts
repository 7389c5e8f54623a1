// What a function under test answered, read to its end.

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, or an empty object where it is no JSON object. */
  json: Record<string, unknown>;
  /** The code of an error answer. */
  code: string | undefined;
}

/** The answer of a request that is under way. */
export async function toAnswer(pending: Promise<Response>): Promise<Answer> {
  const response = await pending;
  const text = await response.text();
  const json = parseObject(text);
  const { error } = json;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  return { status: response.status, headers: response.headers, text, json, code };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    // Shape is what the tests are about; each reads the fields that it names.
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
