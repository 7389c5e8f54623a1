// Finds what GTM would refuse or misread in the file of a container, ours or any other.
import type { ContainerFault } from './container-fault.ts';
import { findKindFaults } from './find-kind-faults.ts';
import { findNameFaults } from './find-name-faults.ts';
import { findReferenceFaults } from './find-reference-faults.ts';
import { findShapeFaults, isContainerExport } from './find-shape-faults.ts';
import { findTemplateFaults } from './find-template-faults.ts';

export type { ContainerFault } from './container-fault.ts';

/**
 * Every fault with its place: the shape first, and only where that is right names, references and templates. What GTM's own tags
 * make of their parameters is not known here.
 */
export function findContainerFaults(value: unknown): ContainerFault[] {
  if (!isContainerExport(value)) return findShapeFaults(value);
  const version = value.containerVersion;
  return [
    ...findNameFaults(version),
    ...findKindFaults(version),
    ...findReferenceFaults(version),
    ...findTemplateFaults(version),
  ];
}
