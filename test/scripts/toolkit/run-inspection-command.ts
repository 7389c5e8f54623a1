// simulate and check as a test runs them, on files of its own.
import { type InspectionCommand, runInspection } from '../../../scripts/toolkit/run-inspection.ts';
import { startScenarioRunner } from '../../../scripts/toolkit/scenarios/start-scenario-runner.ts';
import { writeFolder } from '../compiler/template-folder.ts';
import { recordCommand } from './record-command.ts';

/** `npm run simulate`. */
export const simulate: InspectionCommand = { name: 'simulate', description: 'Runs.', startRunner: startScenarioRunner };

/** `npm run check`. */
export const check: InspectionCommand = { name: 'check', description: 'Checks.' };

/** Runs the command in a folder that holds these files, and gives what it printed. */
export async function run(
  command: InspectionCommand,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const record = recordCommand(writeFolder(files));
  const code = await runInspection(command, args, record.context);
  return { code, stdout: record.output(), stderr: record.warnings() };
}
