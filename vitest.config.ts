import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tools/closing-line.ts';

/** Tests of pure functions, which leave nothing behind: a worker loads what they share once, not once a file. */
const PURE = ['charts', 'cli', 'governance', 'reports', 'statistics', 'tuning'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Tests of the console share its servers and a browser. */
const WEB = 'test/web/**/*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    // A zone that hurts, on purpose: nothing may depend on where a job runs.
    env: {
      TZ: 'America/Los_Angeles',
      // Two workers on two cores: a thread more each would only cost what threads cost.
      LEEWAY_THREADS: '1',
    },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'web',
          // As with `whole`: servers of a test's own bring all the sources, which need not be loaded for every file.
          isolate: false,
          include: [WEB],
          globalSetup: ['test/support/served-console.ts'],
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          // A worker loads the sources, DuckDB and vega once, not once a file: tests leave nothing in a module.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...PURE, WEB],
          // The command runs in a test's own process too, whose working folder a thread could not change.
          pool: 'forks',
          globalSetup: ['test/support/built-command.ts'],
          // The command in one piece is run as it is.
          server: { deps: { external: [/\/leeway-built-/] } },
        },
      },
    ],
  },
});
