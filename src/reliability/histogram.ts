import type { Evidence } from '../contracts/evidence.ts';
import type { HistogramSlot } from '../contracts/reliability.ts';
import { isJudged } from '../tuning/index.ts';

const SLOTS = 50;
const MILLION = 1_000_000;

/** How confident the AI was of its mature decisions, judged and not, in slots of equal width; the empty ones at the ends are left out. */
export function histogram({ cells }: Evidence): HistogramSlot[] {
  const slots = Array.from({ length: SLOTS }, (_, slot) => ({
    ...{ from: slot / SLOTS, to: (slot + 1) / SLOTS },
    ...{ decisions: 0, reviewed: 0 },
  }));
  for (const cell of cells) {
    const slot = slots[Math.min(SLOTS - 1, Math.floor((cell.band * SLOTS) / MILLION))];
    if (slot === undefined) continue;
    slot.decisions += cell.decisions;
    if (isJudged(cell)) slot.reviewed += cell.decisions;
  }
  const first = slots.findIndex(({ decisions }) => decisions > 0);
  const last = slots.findLastIndex(({ decisions }) => decisions > 0);
  return first < 0 ? [] : slots.slice(first, last + 1);
}
