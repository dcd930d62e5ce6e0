import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tools/closing-line.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', new ClosingLine()],
    // A zone that hurts, on purpose: nothing may depend on where a job runs.
    env: { TZ: 'America/Los_Angeles' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    globalSetup: ['test/support/built-command.ts'],
    // The command in one piece is run as it is.
    server: { deps: { external: [/\/leeway-built-/] } },
  },
});
