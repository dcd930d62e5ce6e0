import type { EvidenceCell } from '../contracts/evidence.ts';
import type { Seen } from './seen.ts';

/**
 * What is known of the decisions of an epoch, night after night. Decisions enter when they are old enough for their
 * verdicts to be in, or when every verdict that is due has come; what has not come by then counts as an error until it
 * does.
 */
export class RunningRecord {
  readonly #domain: string;
  readonly #model: string;
  readonly #maturityNights: number;
  readonly #settled = new Map<string, EvidenceCell>();
  #open: Seen[] = [];
  #decisions = 0;
  #entered = 0;
  #last: {
    readonly entered: number;
    readonly pending: number;
    readonly cells: EvidenceCell[];
  } | null = null;

  constructor(domain: string, model: string, maturityNights: number) {
    this.#domain = domain;
    this.#model = model;
    this.#maturityNights = maturityNights;
  }

  add(decided: readonly Seen[]): void {
    this.#open.push(...decided);
    for (const one of decided) this.#decisions += one.decisions;
  }

  /** All decisions, those too that are not counted yet. */
  get decisions(): number {
    return this.#decisions;
  }

  /** The last night whose decisions count on this one. */
  lastMature(night: number): number {
    const allIn = this.#open.every((one) => !(one.judged > night));
    return allIn ? night : night - this.#maturityNights;
  }

  /** Evidence cells as they stand after a night; the same array as before where nothing in them has changed. */
  cells(night: number): EvidenceCell[] {
    const lastMature = this.lastMature(night);
    const [waiting, pending]: [Seen[], Seen[]] = [[], []];
    for (const one of this.#open) {
      const isMature = one.night <= lastMature;
      const isIn = !(one.judged > night);
      if (isMature && isIn) {
        this.#entered += 1;
        this.#enter(this.#settled, one, false);
      } else waiting.push(one);
      if (isMature && !isIn) pending.push(one);
    }
    this.#open = waiting;
    // What is pending leaves only by entering, so that the two counts tell every state apart.
    const [entered, late] = [this.#entered, pending.length];
    if (this.#last?.entered === entered && this.#last.pending === late) return this.#last.cells;
    const pendingCells = new Map<string, EvidenceCell>();
    for (const one of pending) this.#enter(pendingCells, one, true);
    const cells = [...this.#settled.values(), ...pendingCells.values()];
    this.#last = { entered, pending: late, cells };
    return cells;
  }

  #enter(into: Map<string, EvidenceCell>, one: Seen, isPending: boolean): void {
    const { band, eligible, inclusion, smallestInclusion, decisions } = one;
    const outcome = isPending ? 'pending' : outcomeOf(one);
    const loss = outcome === 'agree' || outcome === 'override' ? one.loss : null;
    const key = `${band} ${eligible} ${outcome} ${loss} ${inclusion} ${smallestInclusion}`;
    const cell = into.get(key);
    if (cell !== undefined) {
      cell.decisions += decisions;
      return;
    }
    into.set(key, {
      ...{
        domain: this.#domain,
        model: this.#model,
        band,
        eligible,
        outcome,
        loss,
        inclusion,
        smallestInclusion,
      },
      ...{ decisions, excess: 0, excessSquared: 0, amountCents: 0 },
    });
  }
}

function outcomeOf({ judged, loss }: Seen): 'unreviewed' | 'unsure' | 'agree' | 'override' {
  if (Number.isNaN(judged)) return 'unreviewed';
  if (Number.isNaN(loss)) return 'unsure';
  return loss === 0 ? 'agree' : 'override';
}
