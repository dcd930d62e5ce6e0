import type { Evidence } from '../../src/contracts/evidence.ts';

type Part = Pick<Evidence, 'startConfidences'>;

/** The starts of each part, and of all together: parts keep theirs from the night on which these were frozen. */
let last: { readonly parts: readonly (readonly number[])[]; readonly together: number[] } | null = null;

/** The starts that parts of one domain have together, highest first: sorting them costs more than a night's search. */
export function startsOf(parts: readonly Part[]): number[] {
  const own = parts.map((part) => part.startConfidences);
  if (last === null || last.parts.length !== own.length || own.some((one, at) => one !== last?.parts[at]))
    last = { parts: own, together: ordered(own) };
  return last.together;
}

/** By counting how long each confidence goes on: there are few, and thousands of decisions that have them. */
function ordered(parts: readonly (readonly number[])[]): number[] {
  const counts = new Map<number, number>();
  for (const part of parts)
    for (let [from, to] = [0, 0]; from < part.length; from = to) {
      const ppm = part[from] as number;
      while (part[to] === ppm) to += 1;
      counts.set(ppm, (counts.get(ppm) ?? 0) + to - from);
    }
  return [...counts].sort(([a], [b]) => b - a).flatMap(([ppm, count]) => Array<number>(count).fill(ppm));
}
