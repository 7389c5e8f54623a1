// One thing that is wrong in the file of a container.

/** Where in the file, and what is wrong with the cure. */
export interface ContainerFault {
  /** `containerVersion.tag[3].parameter[0]`. */
  readonly path: string;
  readonly sentence: string;
}
