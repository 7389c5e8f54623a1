// What the simulator says of a container that it does not run: what it does not know, and code that no browser would run.
import type { ContainerExport, ExportVersion } from '../../../functions/downloads/container-export.ts';
import type { ContainerFault } from '../../containers/container-fault.ts';
import { toPlace } from '../../containers/list-entities.ts';
import { readHeader } from '../../simulator/code/compile-template.ts';
import { inspectContainer } from '../../simulator/container/inspect-container.ts';
import { findUnsupported } from '../../simulator/server-container/find-unsupported.ts';
import { indexTemplates } from '../../tpl/index-templates.ts';
import { parseTpl } from '../../tpl/parse-tpl.ts';

/** Of one container, without running it. */
export interface SimulatorInspection {
  /** A sentence for everything that the simulator does not know; the container is not wrong for it. */
  readonly notes: readonly string[];
  /** What is wrong with the container and only shows when it runs. */
  readonly faults: readonly ContainerFault[];
}

/** For a container of any kind that has the shape of an export. */
export function inspectBySimulator(exported: ContainerExport): SimulatorInspection {
  const version = exported.containerVersion;
  const { usageContext } = version.container;
  if (usageContext.includes('WEB')) return inspectWeb(exported);
  if (usageContext.includes('SERVER')) return { notes: inspectServer(version), faults: [] };
  return {
    notes: ['The simulator runs web and server containers only; of this one, no type was looked at.'],
    faults: [],
  };
}

/** References and templates are left out, because the checks of every container find them, each with its place. */
function inspectWeb(exported: ContainerExport): SimulatorInspection {
  const { unsupported, scripts } = inspectContainer(exported);
  const { variable = [] } = exported.containerVersion;
  const faults = scripts.map(({ owner, sentence }) => {
    const path = toPlace(
      'variable',
      variable.findIndex(({ name }) => name === owner),
    );
    return { path, sentence };
  });
  return { notes: unsupported, faults };
}

/** Also where a template is broken, which is the template’s own fault and no type that the simulator lacks. */
function inspectServer(version: ExportVersion): readonly string[] {
  const templates = [...indexTemplates(version.customTemplate)].map(([type, { templateData }]) => {
    return [type, readHeader(parseTpl(templateData))] as const;
  });
  return findUnsupported(version, new Map(templates));
}
