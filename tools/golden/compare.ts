/** How far one answer is from its reference, and whether that is near enough. */
export interface Comparison {
  /** Where in the answer each failure is, with both values. */
  readonly failures: readonly string[];
  /** The largest absolute difference between two numbers. */
  readonly worst: number;
}

/** A peer's simulation of a figure whose closed form stands beside it, and is compared. */
const FOR_INFORMATION = /_monte_carlo$/;

type Tolerance = number | Readonly<Record<string, number>>;

/** Without any tolerance of its own a float may still differ in its last digits. */
const LAST_DIGITS = 1e-12;

/** Below the smallest normal double no reference has relative precision left: two such numbers are alike. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** References are printed with at most 30 digits, so a logarithm next to 0 is known to this and no better. */
const LOGARITHM_FLOOR = 1e-29;

/**
 * Compares an answer with its reference, key by key. Only the keys of the reference are looked at; null must meet null.
 *
 * `tolerance` is absolute, unless it is an object: `atol` and `rtol` for everything, `<key>` (absolute) or `<key>_rtol`
 * and `<key>_atol` for one key. `byKey` overrides it.
 */
export function compare(
  got: unknown,
  expected: unknown,
  tolerance: Tolerance = {},
  byKey: Tolerance = {},
): Comparison {
  const failures: string[] = [];
  let worst = 0;

  const visit = (value: unknown, reference: unknown, path: readonly string[]): void => {
    const place = path.join('.') || 'answer';
    if (typeof reference === 'number') {
      if (typeof value !== 'number' || Number.isNaN(value)) {
        failures.push(`${place}: expected ${reference}, got ${String(value)}`);
        return;
      }
      const difference = value === reference ? 0 : Math.abs(value - reference);
      worst = Math.max(worst, difference);
      if (!(difference <= allowance(reference, path, tolerance, byKey))) {
        failures.push(`${place}: expected ${reference}, got ${value}`);
      }
    } else if (typeof reference === 'object' && reference !== null) {
      if (typeof value !== 'object' || value === null) {
        failures.push(`${place}: expected an object, got ${String(value)}`);
        return;
      }
      if (Array.isArray(reference) && Array.isArray(value) && value.length !== reference.length) {
        failures.push(`${place}: expected ${reference.length} values, got ${value.length}`);
      }
      for (const [key, inner] of Object.entries(reference)) {
        if (FOR_INFORMATION.test(key)) continue;
        visit((value as Record<string, unknown>)[key], inner, [...path, key]);
      }
    } else if (value !== reference) {
      failures.push(`${place}: expected ${String(reference)}, got ${String(value)}`);
    }
  };
  visit(got, expected, []);
  return { failures, worst };
}

function allowance(
  reference: number,
  path: readonly string[],
  tolerance: Tolerance,
  byKey: Tolerance,
): number {
  const size = Math.abs(reference);
  // The innermost key that has an entry decides; `pValues` finds `pValue_rtol`.
  for (const key of path.toReversed()) {
    for (const entries of [byKey, tolerance]) {
      if (typeof entries === 'number') continue;
      for (const name of [key, key.replace(/s$/, '')]) {
        const absolute = entries[name] ?? entries[`${name}_atol`];
        const relative = entries[`${name}_rtol`];
        if (absolute === undefined && relative === undefined) continue;
        return Math.max(
          absolute ?? 0,
          (relative ?? 0) * size,
          name.startsWith('log') ? LOGARITHM_FLOOR : SMALLEST_NORMAL,
        );
      }
    }
  }
  if (typeof tolerance === 'number') return tolerance;
  const { atol, rtol } = tolerance as { atol?: number; rtol?: number };
  if (atol === undefined && rtol === undefined) return LAST_DIGITS;
  return (atol ?? SMALLEST_NORMAL) + (rtol ?? 0) * size;
}
