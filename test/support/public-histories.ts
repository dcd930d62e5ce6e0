import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'vitest';

/** Public histories of real decisions, for those who have them beside the project. */
const FOLDER = join(import.meta.dirname, '../../../shared/datasets/csv');

export const publicHistory = (file: string): string => join(FOLDER, file);

/** Skips the tests of a file or group, and says why, where the histories are not there. */
export function needsPublicHistories(): void {
  beforeEach((context) => {
    if (!existsSync(FOLDER))
      context.skip('the public histories are not beside the project (../shared/datasets/csv)');
  });
}
