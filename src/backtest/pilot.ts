import type { ShiftDirection } from '../contracts/confidence-shift.ts';
import type { Seen } from './seen.ts';

/** One way of deciding, night after night, how far the AI may go, in the life of one (domain, model). */
export interface Pilot {
  /** Threshold in force from the first night, in ppm; null: a person looks at everything. */
  readonly first: number | null;
  /**
   * Judges after a night; answers the threshold in force from the next one.
   * @param decided what was decided that night; verdicts that come later are not to be looked at before
   * @param arrived what was judged that night, whenever it was decided
   */
  night(night: number, decided: readonly Seen[], arrived: readonly Seen[]): number | null;
  readonly promotions: readonly PilotPromotion[];
  readonly demotions: readonly PilotDemotion[];
  readonly shifts: readonly PilotShift[];
}

export interface PilotPromotion {
  readonly night: number;
  readonly thresholdPpm: number;
  readonly coverage: number;
}

/** An alarm on the confidences: no verdict says that anything is wrong. */
export interface PilotShift {
  readonly night: number;
  readonly direction: ShiftDirection;
}

export interface PilotDemotion {
  readonly night: number;
  /** Nights since the risk seems to have risen. */
  readonly nightsSince: number;
}
