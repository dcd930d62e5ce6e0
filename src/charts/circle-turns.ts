/** From so many circles on they are small. */
export const CROWD = 25;
/** So many times circles and letters take turns then. */
const CROWD_TURNS = 8;

/**
 * Circles that are drawn together, in the order given: a letter must not shine through the circle above it. In a crowd some
 * do, for a drawing of two thousand layers would take seconds.
 */
export function inTurns<C>(circles: readonly C[]): C[][] {
  const length = circles.length > CROWD ? Math.ceil(circles.length / CROWD_TURNS) : 1;
  return Array.from({ length: Math.ceil(circles.length / length) }, (_, turn) =>
    circles.slice(turn * length, (turn + 1) * length),
  );
}

/** By what each is drawn with, in the order in which that first comes. */
export function byStyle<C>(
  circles: readonly C[],
  styleOf: (circle: C) => string,
): [style: string, circles: C[]][] {
  const groups = new Map<string, C[]>();
  for (const circle of circles) {
    const group = groups.get(styleOf(circle)) ?? [];
    group.push(circle);
    groups.set(styleOf(circle), group);
  }
  return [...groups];
}
