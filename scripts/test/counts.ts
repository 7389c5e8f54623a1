// Adds up what a test run really did: passed, failed and skipped, load errors and unhandled rejections included.
import type { Reporter, TestModule } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The closing line of a run; skipped tests are named only where there are any. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

function countModule(counts: Counts, module: TestModule): void {
  // A file that does not load, and a hook that throws, fail without a test of their own to carry it.
  counts.failed += module.errors().length;
  for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') counts.passed += 1;
    else if (state === 'failed') counts.failed += 1;
    else counts.skipped += 1;
  }
}

/** A vitest reporter that adds every result of the run to `counts`, and names each skipped test through `say`. */
export function countingReporter(counts: Counts, say: (line: string) => void): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      for (const module of modules) {
        countModule(counts, module);
        for (const test of module.children.allTests('skipped')) say(`skipped: ${test.fullName}`);
      }
      counts.failed += unhandledErrors.length;
    },
  };
}
