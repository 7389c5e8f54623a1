// Everything that can be said about the file of an exported container, and about each template in it.
import type { ExportVersion } from '../../../functions/downloads/container-export.ts';
import { findContainerFaults } from '../../containers/find-container-faults.ts';
import { isContainerExport } from '../../containers/find-shape-faults.ts';
import { type JsonNode, toJsonValue } from '../../tpl/json-node.ts';
import { readJsonTree } from '../../tpl/read-json-tree.ts';
import { placesOf } from '../../tpl/text-lines.ts';
import type { FileReport, Problem } from '../file-report.ts';
import { type Inspection, inspectTpl } from '../inspect-tpl.ts';
import { listContents, nameContainer } from './describe-contents.ts';
import { isContainerValue, withoutMark } from './holds-container.ts';
import { inspectBySimulator } from './inspect-by-simulator.ts';
import { locateFault } from './locate-fault.ts';

/** Reports about the file, then about each of its templates under a name of its own. Whatever the text holds, the faults are there. */
export async function* inspectContainerFile(inspection: Inspection): AsyncGenerator<FileReport> {
  const { file } = inspection;
  const text = withoutMark(inspection.text);
  const { root, faults } = readJsonTree(text);
  const find = placesOf(text);
  const toProblem = (section: string, { offset }: Pick<JsonNode, 'offset'>, message: string): Problem => ({
    section,
    ...find(offset),
    message,
  });
  const broken = faults.map((fault) => toProblem('', fault, fault.message));
  const value = toJsonValue(root);
  if (broken.length > 0 || !isContainerValue(value)) {
    const problems = broken.length > 0 ? broken : [toProblem('', root, noContainer)];
    yield { file, template: 'JSON', contents: [], scenarioCount: 0, scenarios: [], problems };
    return;
  }
  const report = inspectValue(value, file, (path, sentence) => {
    return toProblem(path, locateFault(root, path), `${path}: ${sentence}`);
  });
  yield report;
  if (isContainerExport(value)) yield* inspectTemplates(value.containerVersion, inspection);
}

const noContainer =
  'This is no container that GTM exported: it has no exportFormatVersion. In GTM, download one under Admin, Export Container.';

function inspectValue(
  value: unknown,
  file: string,
  toProblem: (path: string, sentence: string) => Problem,
): FileReport {
  const faults = findContainerFaults(value);
  const empty = { file, scenarioCount: 0, scenarios: [] };
  if (!isContainerExport(value)) {
    const notes = ['Names, references and templates are looked at once this is mended.'];
    const problems = faults.map(({ path, sentence }) => toProblem(path, sentence));
    return { ...empty, template: 'container', contents: [], problems, notes };
  }
  const simulated = inspectBySimulator(value);
  const problems = [...faults, ...simulated.faults].map(({ path, sentence }) => toProblem(path, sentence));
  return {
    ...empty,
    template: nameContainer(value.containerVersion),
    contents: listContents(value.containerVersion),
    problems: problems.sort((a, b) => a.line - b.line || a.column - b.column),
    notes: simulated.notes,
  };
}

async function* inspectTemplates(
  { customTemplate = [] }: ExportVersion,
  { file, runner }: Inspection,
): AsyncGenerator<FileReport> {
  for (const { name, templateData } of customTemplate) {
    const embedded = { file: `${file} › ${name}`, text: templateData };
    yield await inspectTpl(runner === undefined ? embedded : { ...embedded, runner });
  }
}
