// Writes built files so that none is ever half there.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts the files into the folder, which is made where missing. Each is whole or as it was before. */
export function writeFiles(
  folder: string,
  files: readonly { readonly fileName: string; readonly text: string }[],
): void {
  mkdirSync(folder, { recursive: true });
  const pending = files.map(({ fileName, text }) => ({
    text,
    path: join(folder, fileName),
    temporary: join(folder, `.${fileName}.${process.pid}`),
  }));
  try {
    for (const { temporary, text } of pending) writeFileSync(temporary, text);
    for (const { temporary, path } of pending) renameSync(temporary, path);
  } finally {
    for (const { temporary } of pending) rmSync(temporary, { force: true });
  }
}
