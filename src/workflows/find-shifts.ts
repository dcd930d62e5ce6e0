import type { ConfidenceNight, ConfidenceShift, ShiftMemory } from '../contracts/confidence-shift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Database } from '../store/database.ts';
import { confidenceNights } from '../store/evidence/confidence-nights.ts';
import type { Settled, Understood } from '../store/evidence/understood-rows.ts';
import { type KeptWatch, keepWatches, keptWatches } from '../store/kept/kept-watches.ts';
import { findShift } from '../tuning/find-shift.ts';

/** The nights of some records that no kept watch has heard, and what it knows of those before. */
export interface UnheardNights {
  readonly nights: ReadonlyMap<Evidence, readonly ConfidenceNight[]>;
  readonly kept: ReadonlyMap<Evidence, KeptWatch>;
  /** The nights of which what was heard is to be kept; null where nothing is. */
  readonly settled: Settled | null;
}

/** Reads the nights in which the confidences of these records may have shifted. */
export async function unheardNights(
  db: Database,
  understood: Understood,
  evidence: readonly Evidence[],
): Promise<UnheardNights> {
  const kept =
    understood.nights === undefined ? new Map<Evidence, KeptWatch>() : await keptWatches(db, evidence);
  const nights = await confidenceNights(db, understood, evidence, (one) => kept.get(one)?.before ?? null);
  return { nights, kept, settled: understood.nights?.settled ?? null };
}

/**
 * The records whose confidences have shifted.
 *
 * @param asked those of which it is asked; of the others only what is to be kept is worked out
 */
export async function findShifts(
  db: Database,
  { nights, kept, settled }: UnheardNights,
  asked: ReadonlySet<Evidence>,
): Promise<Map<Evidence, ConfidenceShift>> {
  const [shifts, heard] = [new Map<Evidence, ConfidenceShift>(), new Map<Evidence, ShiftMemory>()];
  for (const [evidence, unheard] of nights) {
    let known = kept.get(evidence)?.memory ?? null;
    const young = unheard.findIndex(({ day }) => settled === null || day >= settled.before);
    const end = young < 0 ? unheard.length : young;
    if (end > 0) {
      known = findShift(unheard.slice(0, end), known);
      heard.set(evidence, known);
    }
    if (!asked.has(evidence)) continue;
    const { found } = findShift(unheard.slice(end), known);
    if (found !== null) shifts.set(evidence, found);
  }
  if (settled !== null) await keepWatches(db, heard, settled);
  return shifts;
}
