import type { KeyObject } from 'node:crypto';

/** Those that OPA verifies, by the curve of a key. */
const CURVES: ReadonlyMap<string | undefined, string> = new Map([
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
]);

/**
 * The algorithm by which a key signs a bundle for OPA; null where OPA verifies none of its kind, such as Ed25519.
 *
 * @see https://www.openpolicyagent.org/docs/configuration#keys
 */
export function opaAlgorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | null {
  if (asymmetricKeyType === 'rsa') return 'RS256';
  return asymmetricKeyType === 'ec' ? (CURVES.get(asymmetricKeyDetails?.namedCurve) ?? null) : null;
}
