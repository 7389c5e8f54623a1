// Everything that can be said about one file, whichever kind it is of.
import { isContainerFile } from './containers/holds-container.ts';
import { inspectContainerFile } from './containers/inspect-container-file.ts';
import type { FileReport } from './file-report.ts';
import { type Inspection, inspectTpl } from './inspect-tpl.ts';

/** The report about the file; where it holds a container, further ones about the templates in it. */
export async function* inspectFile(inspection: Inspection): AsyncGenerator<FileReport> {
  if (isContainerFile(inspection.file, inspection.text)) yield* inspectContainerFile(inspection);
  else yield await inspectTpl(inspection);
}
