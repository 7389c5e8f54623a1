// The address at which a scheduler asks for a sweep.

/** Below the base path. */
export const sweepPath = '/sweep';
