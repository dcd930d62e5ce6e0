import { CONFIDENCE_BANDS, confidenceBand } from '../contracts/confidence-shift.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { ChangeState } from '../tuning/change-alarm.ts';
import { CALM, watchDrift } from '../tuning/drift-watch.ts';
import { type Certification, certify, curvePoint, standing } from '../tuning/index.ts';
import { ShiftWatch } from '../tuning/shift-watch.ts';
import { targetOf } from '../tuning/target.ts';
import type { Pilot, PilotDemotion, PilotPromotion, PilotShift } from './pilot.ts';
import { RunningRecord } from './record.ts';
import type { Seen } from './seen.ts';

/** What a life under Leeway depends on, besides its history. */
export interface LeewaySetting {
  readonly domain: string;
  readonly model: string;
  readonly rules: DomainRules;
  readonly selection: Evidence['selection'];
  /** ppm of the first decisions: they freeze the starts, once they have been made. */
  readonly startConfidences: readonly number[];
  readonly startDecisions: number;
  /** Nights are these many milliseconds long. */
  readonly nightMs: number;
  /** Least mean number of nights to a false alarm. */
  readonly arlNights: number;
  /** The same for the alarm on confidences. */
  readonly shiftArlNights: number;
  /** Whether maxStep and cooldown hold; without them everything that is certified is in force the night after. */
  readonly paced: boolean;
  /** Decides which confidences of a night are looked at. */
  readonly seed: number;
}

/**
 * Leeway on a history: the certificate of every night, promotions at the pace that the rules set, and an alarm on the
 * audits of what the AI took alone. An alarm takes all authority away and begins a new epoch: only later decisions count
 * as evidence then. One on the confidences, which needs no verdict, lets promotions wait as if there had just been one.
 */
export class LeewayPilot implements Pilot {
  readonly first = null;
  readonly promotions: PilotPromotion[] = [];
  readonly demotions: PilotDemotion[] = [];
  readonly shifts: PilotShift[] = [];
  readonly #setting: LeewaySetting;
  readonly #maturityNights: number;
  #record: RunningRecord;
  #lived = 0;
  #threshold: number | null = null;
  #promoted = Number.NEGATIVE_INFINITY;
  #drift: ChangeState = CALM;
  #audits: Seen[] = [];
  #watched = -1;
  readonly #confidences: ShiftWatch;
  #found: {
    readonly cells: Evidence['cells'];
    readonly decisions: number;
    readonly certification: Certification;
  } | null = null;

  constructor(setting: LeewaySetting) {
    this.#setting = setting;
    this.#maturityNights = Math.ceil(setting.rules.maturity / setting.nightMs);
    this.#record = this.#newRecord();
    this.#confidences = new ShiftWatch(setting.shiftArlNights, setting.seed);
  }

  night(night: number, decided: readonly Seen[]): number | null {
    for (const one of decided) this.#lived += one.decisions;
    this.#record.add(decided);
    this.#audits.push(...decided.filter((one) => one.automated && !Number.isNaN(one.judged)));
    this.#listen(night, decided);
    const nightsSince = this.#alarm(night);
    if (nightsSince !== null) this.#demote(night, nightsSince);
    else if (this.#setting.selection !== 'unknown' && this.#lived >= this.#setting.startDecisions)
      this.#promote(night);
    return this.#threshold;
  }

  #listen(day: number, decided: readonly Seen[]): void {
    const counts = Array<number>(CONFIDENCE_BANDS).fill(0);
    for (const { band, eligible, decisions } of decided)
      if (eligible) (counts[confidenceBand(band)] as number) += decisions;
    if (counts.every((count) => count === 0)) return;
    const { alarm, direction } = this.#confidences.next({ day, counts });
    if (alarm) this.shifts.push({ night: day, direction });
  }

  /** Nights since the risk seems to have risen, where the alarm sounds; null where all is calm. */
  #alarm(night: number): number | null {
    const last = this.#record.lastMature(night);
    for (let past = this.#watched + 1; past <= last; past++) {
      this.#watched = past;
      const cells = this.#audits.filter((one) => one.night === past).flatMap((one) => auditCell(one, night));
      if (cells.length === 0) continue;
      const { rules, arlNights } = this.#setting;
      const news = watchDrift(this.#drift, { cells }, targetOf(rules).risk, arlNights);
      this.#drift = news.state;
      if (news.alarm) return Math.max(1, news.nightsSince + night - past);
    }
    this.#audits = this.#audits.filter((one) => one.night > this.#watched);
    return null;
  }

  #demote(night: number, nightsSince: number): void {
    this.demotions.push({ night, nightsSince });
    this.#threshold = null;
    this.#promoted = night;
    this.#record = this.#newRecord();
    this.#calmDown(night);
  }

  #promote(night: number): void {
    const { rules, nightMs, paced } = this.#setting;
    const last = Math.max(this.#promoted, this.shifts.at(-1)?.night ?? Number.NEGATIVE_INFINITY);
    if (paced && (night - last) * nightMs < rules.cooldown) return;
    const certification = this.#certify(night);
    const coverageAt = (ppm: number): number => curvePoint(certification.tally, ppm).coverage;
    const reach = this.#threshold === null ? 0 : coverageAt(this.#threshold);
    const found = widestWithin(certification, targetOf(rules).risk, paced ? reach + rules.maxStep : 1);
    if (found === null || (this.#threshold !== null && found >= this.#threshold)) return;
    this.#threshold = found;
    this.#promoted = night;
    this.promotions.push({ night, thresholdPpm: found, coverage: coverageAt(found) });
    this.#calmDown(night);
  }

  /** The alarm watches one threshold: with another it begins anew, on what is decided from now on. */
  #calmDown(night: number): void {
    this.#drift = CALM;
    this.#audits = [];
    this.#watched = night;
  }

  /** A night on which nothing came to be known finds what the night before it found. */
  #certify(night: number): Certification {
    const { domain, model, rules, selection, startConfidences } = this.#setting;
    const cells = this.#record.cells(night);
    const { decisions } = this.#record;
    if (this.#found?.cells === cells && this.#found.decisions === decisions) return this.#found.certification;
    const evidence: Evidence = {
      ...{ domain, model, selection, audits: null, firstDecidedAt: '', lastDecidedAt: '' },
      ...{ decisions, immature: 0, bands: 'decimal', startConfidences: [...startConfidences], cells },
    };
    const certification = certify(evidence, targetOf(rules), false);
    this.#found = { cells, decisions, certification };
    return certification;
  }

  #newRecord(): RunningRecord {
    return new RunningRecord(this.#setting.domain, this.#setting.model, this.#maturityNights);
  }
}

/** A verdict that has not come counts as an error; `unsure` is neither. */
function auditCell(one: Seen, night: number) {
  const isPending = one.judged > night;
  if (!isPending && Number.isNaN(one.loss)) return [];
  const { inclusion: pi, smallestInclusion: piMin, decisions: count } = one;
  return [{ pi, piMin: Math.min(piMin, pi), loss: isPending ? 1 : one.loss, count }];
}

/** The lowest certified threshold that lets the AI take at most this share, and whose own record is below the limit. */
function widestWithin(certification: Certification, risk: number, coverage: number): number | null {
  const { tally } = certification;
  const found = standing(certification, risk).find(
    (one) => curvePoint(tally, one.thresholdPpm).coverage <= coverage,
  );
  return found?.thresholdPpm ?? null;
}
