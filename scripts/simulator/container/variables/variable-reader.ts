// What the readers of a container's variables have in common.
import type { CompiledTemplate } from '../../code/compiled-template.ts';
import type { ContainerServices } from '../../web/web-context.ts';
import type { WebPage } from '../../web/web-page.ts';
import type { FieldValues, VariableOf } from '../container-model.ts';
import type { VariableScript } from '../reading/to-function-text.ts';

/** A variable that can be read. */
export type Variable = VariableOf<CompiledTemplate, VariableScript>;

/** Where a variable is read. */
export interface Reading {
  readonly page: WebPage;
  readonly container: ContainerServices;
  /** Another variable's value. */
  readonly read: (name: string) => unknown;
  /** Called with sentences about what GTM would not forgive. */
  readonly onProblem: (problem: string) => void;
}

/** The value of one variable whose references are filled in. */
export type VariableReader = (settings: FieldValues, reading: Reading, variable: Variable) => unknown;
