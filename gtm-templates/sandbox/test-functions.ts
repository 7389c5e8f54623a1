// The functions that GTM puts into the scope of tests: the list the compiler and the simulator go by.
// https://developers.google.com/tag-platform/tag-manager/templates/tests

/** What a test may call besides the APIs it requires. */
export const testFunctions = ['assertApi', 'assertThat', 'fail', 'mock', 'mockObject', 'runCode'] as const;
