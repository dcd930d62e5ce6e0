import type { NightCells } from '../contracts/night-cells.ts';
import type { Pilot } from './pilot.ts';
import { Score } from './score.ts';
import { ownInclusion, type ReviewRule, type Seen, seenOf } from './seen.ts';

/** One walk of one method through the history of one (domain, model). */
export interface Flight {
  readonly score: Score;
  /** By night: decisions, and those that the AI took alone. */
  readonly decisions: Float64Array;
  readonly automated: Float64Array;
  /** The night after which a newer model ended the authority that it had; null where there was none to end. */
  readonly ended: number | null;
}

/**
 * Walks through a history night by night: what is decided on a night meets the threshold that was found by then, and
 * the method learns no verdict before its time.
 *
 * @param successor first night in which a newer model decided: from the next on, this one has no authority; null for none
 */
export function fly(
  cells: NightCells,
  nights: number,
  rule: ReviewRule,
  successor: number | null,
  pilot: Pilot,
): Flight {
  const score = new Score();
  const [decisions, automated] = [new Float64Array(nights), new Float64Array(nights)];
  const mail = new Map<number, Seen[]>();
  let [threshold, place, ended]: [number | null, number, number | null] = [pilot.first, 0, null];
  for (let night = 0; night < nights; night++) {
    const decided: Seen[] = [];
    for (; place < cells.length && cells.decided[place] === night; place++) {
      const seen = seenOf(cells, place, threshold, rule);
      decided.push(seen);
      (decisions[night] as number) += seen.decisions;
      if (Number.isFinite(seen.judged)) mail.set(seen.judged, [...(mail.get(seen.judged) ?? []), seen]);
      if (!seen.automated) continue;
      (automated[night] as number) += seen.decisions;
      const loss = cells.loss[place] as number;
      if (!Number.isNaN(loss)) score.judge(ownInclusion(cells, place, rule.declared), loss, seen.decisions);
    }
    score.decisions += decisions[night] as number;
    score.automated += automated[night] as number;
    const next = pilot.night(night, decided, mail.get(night) ?? []);
    mail.delete(night);
    if (successor !== null && night >= successor) {
      if (threshold !== null && ended === null) ended = night;
      threshold = null;
    } else threshold = next;
  }
  return { score, decisions, automated, ended };
}
