// What a fuzzer is pointed at: one parser of outside input, what it is fed, and what has to hold whatever it is fed.
import type { Arbitrary } from 'fast-check';

/** Any JSON value, which is what a kept case can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A target whose servers and compiled code are ready. */
export interface OpenTarget {
  inputs: Arbitrary<Json>;
  /** Throws, or rejects, where something did not hold. */
  examine(input: Json): void | Promise<void>;
  close(): Promise<void>;
}

/** One parser, or one family of them. */
export interface Target {
  name: string;
  /** What it reads, and from whom. */
  reads: string;
  /** A run takes milliseconds and more, because it crosses a socket. */
  isSlow: boolean;
  open(): Promise<OpenTarget>;
}

/** What a target is made from. */
export interface TargetSpec<Input extends Json> {
  name: string;
  reads: string;
  isSlow?: boolean;
  inputs: Arbitrary<Input>;
  /** What examines one input; servers that it starts are ended by `close`. */
  open(): Examiner<Input> | Promise<Examiner<Input>>;
}

/** Examines inputs until it is closed. */
export interface Examiner<Input> {
  examine(input: Input): void | Promise<void>;
  close?(): Promise<void>;
}

/** The target, with its own type of input behind that of all. */
export function toTarget<Input extends Json>({ isSlow = false, open, inputs, ...rest }: TargetSpec<Input>): Target {
  return {
    ...rest,
    isSlow,
    async open() {
      const examiner = await open();
      return {
        inputs,
        // Inputs come from this target's own arbitrary, or from a case that was kept of it.
        examine: (input) => examiner.examine(input as Input),
        close: async () => await examiner.close?.(),
      };
    },
  };
}
