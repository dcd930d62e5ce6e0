import { useRoute } from 'preact-iso/router';
import { nameInPath } from '../../src/contracts/path-name.ts';

/** The domain that the address names. */
export function useDomain(): string {
  return nameInPath(useRoute().params['domain'] ?? '');
}
