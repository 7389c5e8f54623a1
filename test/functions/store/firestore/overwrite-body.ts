// Writes a document's body past the store, as a hand in the console would.

/** Replaces the `body` of the document at `path` in the emulator's default database; throws when it is refused. */
export async function overwriteBody(host: string, projectId: string, path: string, body: string): Promise<void> {
  const url = new URL(`http://${host}/v1/projects/${projectId}/databases/(default)/documents/${path}`);
  url.searchParams.set('updateMask.fieldPaths', 'body');
  url.searchParams.set('currentDocument.exists', 'true');
  const answer = await fetch(url, {
    method: 'PATCH',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ fields: { body: { stringValue: body } } }),
  });
  if (!answer.ok) throw new Error(`The emulator refused the change: ${await answer.text()}`);
}
