import { stringify } from 'yaml';
import type { Thresholds } from '../contracts/thresholds.ts';

/** The same as `json`, for those who keep their settings in YAML. */
export function yaml(thresholds: Thresholds): string {
  return stringify(thresholds, { lineWidth: 0, aliasDuplicateObjects: false });
}
