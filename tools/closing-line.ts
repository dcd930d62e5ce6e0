import type { Reporter, TestModule } from 'vitest/node';

/** Ends a test run with one plain line that any machine can read: `N passed, N failed`. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that broke before its tests could run has failed, though it counts no test.
      if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1;
    }
    const left = count.skipped + count.pending;
    console.log(`${count.passed} passed, ${count.failed} failed${left > 0 ? `, ${left} skipped` : ''}`);
  }
}
