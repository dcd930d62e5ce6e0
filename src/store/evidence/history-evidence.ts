import type { AmountStep } from '../../contracts/amount-step.ts';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { amountStepsOf } from './amount-cells.ts';
import type { CellColumns } from './cell-columns.ts';
import { evidenceOf } from './evidence.ts';
import { type Beginning, keyOf, type Span, startConfidences } from './start-confidences.ts';
import type { Understood } from './understood-rows.ts';

/** Evidence on every (domain, model) by name, and of those with amount steps the evidence up to each of them. */
export interface HistoryEvidence {
  readonly evidence: readonly Evidence[];
  readonly amountSteps: ReadonlyMap<Evidence, readonly AmountStep[]>;
}

/**
 * The evidence that the cells of a history are.
 *
 * @param known first decisions that nobody need look for
 */
export async function historyEvidence(
  db: Database,
  understood: Understood,
  cells: readonly CellColumns[],
  configuration: Configuration,
  known: readonly Beginning[] = [],
): Promise<HistoryEvidence> {
  const sorted = [...cells].sort(compareNames);
  const spans = sorted.map(spanOf);
  const names = new Set(known.map(keyOf));
  const unknown = spans.filter((span) => !names.has(keyOf(span)));
  const found = await startConfidences(db, understood.beginnings ?? understood.relation, unknown);
  const beginnings = new Map([...known, ...found].map((one) => [keyOf(one), one]));
  const amountSteps = new Map<Evidence, readonly AmountStep[]>();
  const all = sorted.map((columns, index) => {
    const span = spans[index] as Span;
    const start = beginnings.get(keyOf(span));
    const rules = rulesFor(configuration, span.domain);
    const heldBy = (fewestSteps: number): Evidence =>
      evidenceOf(span, columns, start?.confidences ?? [], rules, fewestSteps);
    const whole = heldBy(1);
    const steps = amountStepsOf(rules, whole, heldBy);
    if (steps.length > 0) amountSteps.set(whole, steps);
    return whole;
  });
  return { evidence: all, amountSteps };
}

function compareNames(a: CellColumns, b: CellColumns): number {
  const [domain, other] = [a.domain ?? '', b.domain ?? ''];
  if (domain !== other) return domain < other ? -1 : 1;
  return a.model < b.model ? -1 : 1;
}

/** What the cells of a record say of it as a whole. */
export function spanOf(cells: CellColumns): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < cells.length; place++) {
    first = Math.min(first, cells.first[place] as number);
    last = Math.max(last, cells.last[place] as number);
  }
  return { domain: cells.domain ?? '', model: cells.model, decisions: countOf(cells), first, last };
}

/** Decisions in these cells. */
export function countOf(cells: CellColumns, counts: (word: number) => boolean = () => true): number {
  return cells.decisions.reduce(
    (sum, decisions, place) => (counts(cells.word[place] as number) ? sum + decisions : sum),
    0,
  );
}
