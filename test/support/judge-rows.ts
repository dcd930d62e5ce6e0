import { type Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import type { InputSummary, Rule } from '../../src/contracts/rule.ts';
import { Instant } from '../../src/contracts/time.ts';
import { VerdictWord } from '../../src/contracts/verdict.ts';
import { evidenceOf } from '../../src/store/evidence/evidence.ts';
import { cellColumns, type WrittenCell } from './cell-columns.ts';
import type { WrittenRow } from './write-history.ts';

interface Vote {
  readonly reviewer: string | null;
  readonly at: number;
  readonly verdict: VerdictWord;
  readonly severity: number | null;
}

interface Decision {
  readonly row: WrittenRow;
  readonly content: string;
  readonly votes: Map<string, Vote>;
}

/** What rows say, found out one by one: for histories of fewer than 500 decisions and times in whole milliseconds. */
export function judgeRows(
  decisions: readonly WrittenRow[],
  verdicts: readonly WrittenRow[],
  asOf: string,
  configuration: Configuration,
): { summary: InputSummary; evidence: Evidence[] } {
  const until = Date.parse(asOf);
  const broken: Partial<Record<Rule, number>> = {};
  const refuse = (rule: Rule): void => {
    broken[rule] = (broken[rule] ?? 0) + 1;
  };
  let known = 0;
  const sound = new Map<string, Decision>();
  const vote = (decision: Decision, row: WrittenRow, verdict: VerdictWord): void => {
    const reviewer = text(row, 'reviewer_id');
    const one = { reviewer, at: time(row, 'reviewed_at'), verdict, severity: number(row, 'severity') };
    const key = JSON.stringify(one);
    if (decision.votes.has(key)) known += 1;
    decision.votes.set(key, one);
  };
  for (const row of decisions) {
    const rule = decisionRule(row, until) ?? verdictRule(row, until, true);
    const id = text(row, 'decision_id') ?? '';
    const content = JSON.stringify([
      ...['domain', 'model', 'policy', 'ai_answer', 'triggers'].map((field) => text(row, field)),
      ...['confidence', 'amount', 'review_probability'].map((field) => number(row, field)),
      time(row, 'decided_at'),
    ]);
    const first = sound.get(id);
    if (rule !== null) refuse(rule);
    else if (first !== undefined && first.content !== content) refuse('decision_id_conflict');
    else {
      const decision = first ?? { row, content, votes: new Map() };
      sound.set(id, decision);
      const verdict = word(row);
      if (verdict !== null) vote(decision, row, verdict);
      else if (first !== undefined) known += 1;
    }
  }
  for (const row of verdicts) {
    const rule = verdictRule(row, until, false);
    const decision = sound.get(text(row, 'decision_id') ?? '');
    const answer = decision === undefined ? null : text(decision.row, 'ai_answer');
    if (rule !== null) refuse(rule);
    else if (decision === undefined) refuse('verdict_without_decision');
    else if (word(row) === null && answer === null) refuse('verdict_missing');
    else vote(decision, row, word(row) ?? (answer === text(row, 'human_answer') ? 'agree' : 'override'));
  }
  const all = [...sound.values()];
  return {
    summary: {
      decisions: sound.size,
      verdicts: all.reduce((sum, { votes }) => sum + votes.size, 0),
      known,
      quarantined: Object.values(broken).reduce((sum, count) => sum + count, 0),
      quarantinedByRule: broken,
    },
    evidence: evidenceByLoops(all, until, configuration),
  };
}

function evidenceByLoops(all: readonly Decision[], until: number, configuration: Configuration): Evidence[] {
  const groups = new Map<string, WrittenCell[]>();
  for (const { row, votes } of all) {
    const domain = text(row, 'domain') ?? '';
    const rules = rulesFor(configuration, domain);
    const model = text(row, 'model') ?? 'unversioned';
    const amount = number(row, 'amount');
    const limit = rules.maxAmount;
    const confidence = number(row, 'confidence') ?? Number.NaN;
    // Adding zero makes -0 a 0.
    const nearest = Math.round(confidence * 1_000_000) + 0;
    const triggers = (text(row, 'triggers') ?? '').split(',');
    const key = JSON.stringify([domain, model]);
    const at = time(row, 'decided_at');
    groups.set(key, [
      ...(groups.get(key) ?? []),
      {
        ...{
          domain,
          model,
          policy: text(row, 'policy'),
          band: nearest / 1_000_000 > confidence ? nearest - 1 : nearest,
        },
        ...resolve([...votes.values()]),
        eligible:
          (limit === undefined || (amount !== null && amount <= limit)) &&
          !triggers.some((trigger) => rules.alwaysReview?.includes(trigger)),
        immature: at > until - rules.maturity,
        inclusion: number(row, 'review_probability'),
        ...{ decisions: 1, excess: 0, excessSquared: 0, amountCents: Math.round((amount ?? 0) * 100) },
        ...{ first: at, last: at, exact: true },
      },
    ]);
  }
  return [...groups.values()]
    .map((cells) => {
      const { domain, model } = cells[0] as WrittenCell;
      const times = cells.map(({ first }) => first);
      const span = {
        domain,
        model,
        decisions: cells.length,
        first: Math.min(...times),
        last: Math.max(...times),
      };
      const ordered = [...cells].sort((a, b) => b.band - a.band);
      const starts = ordered.filter(({ eligible }) => eligible).map(({ band }) => band);
      return evidenceOf(span, cellColumns(ordered), starts, rulesFor(configuration, domain));
    })
    .sort((a, b) => compare(a.domain, b.domain) || compare(a.model, b.model));
}

/** The majority of everybody's last word; a tie is an override, the severity the mean among those who agree on it. */
function resolve(votes: readonly Vote[]): { verdict: VerdictWord | null; severity: number | null } {
  if (votes.length === 0) return { verdict: null, severity: null };
  const words = votes.filter(
    (one) =>
      one.reviewer === null || !votes.some((other) => other.reviewer === one.reviewer && isLater(other, one)),
  );
  const count = (verdict: VerdictWord): number => words.filter((one) => one.verdict === verdict).length;
  const [agrees, edits, overrides] = [count('agree'), count('edit'), count('override')];
  const against = edits + overrides;
  const majority = agrees > against ? 'agree' : agrees < against && edits > overrides ? 'edit' : 'override';
  const verdict = agrees + against === 0 ? 'unsure' : majority;
  const severities = words
    .filter((one) => one.verdict === verdict && one.severity !== null)
    .map(({ severity }) => severity ?? 0)
    .sort((a, b) => a - b);
  const sum = severities.reduce((all, severity) => all + severity, 0);
  return { verdict, severity: severities.length === 0 ? null : sum / severities.length };
}

/** At the same time the less favourable word is the last one. */
function isLater(one: Vote, other: Vote): boolean {
  const rank = ({ verdict }: Vote): number => (verdict === 'agree' ? 1 : 0);
  const order =
    (Number.isNaN(one.at) ? 1 : 0) - (Number.isNaN(other.at) ? 1 : 0) ||
    (other.at || 0) - (one.at || 0) ||
    rank(one) - rank(other) ||
    compare(one.verdict, other.verdict) ||
    (one.severity ?? 2) - (other.severity ?? 2);
  return order < 0;
}

function decisionRule(row: WrittenRow, until: number): Rule | null {
  const [at, confidence] = [time(row, 'decided_at'), number(row, 'confidence')];
  if (text(row, 'decision_id') === null) return 'decision_id_missing';
  if (String(row['domain'] ?? '').trim() === '') return 'domain_empty';
  if (isBlank(row, 'decided_at')) return 'decided_at_missing';
  if (Number.isNaN(at)) return 'decided_at_bad';
  if (at > until) return 'decided_at_in_future';
  if (confidence === null) return 'confidence_missing';
  if (Number.isNaN(confidence)) return 'confidence_not_a_number';
  if (confidence < 0 || confidence > 1) return 'confidence_out_of_range';
  const [probability, amount] = [number(row, 'review_probability') ?? 1, number(row, 'amount') ?? 0];
  if (!(probability > 0 && probability <= 1)) return 'review_probability_bad';
  return amount >= 0 && amount <= 1e13 ? null : 'amount_bad';
}

function verdictRule(row: WrittenRow, until: number, isPaired: boolean): Rule | null {
  const [at, severity] = [time(row, 'reviewed_at'), number(row, 'severity') ?? 0];
  if (!isPaired && text(row, 'decision_id') === null) return 'decision_id_missing';
  if (!isPaired && isBlank(row, 'verdict') && text(row, 'human_answer') === null) return 'verdict_missing';
  if (!isBlank(row, 'verdict') && word(row) === null) return 'verdict_unknown';
  if (!isPaired && isBlank(row, 'reviewed_at')) return 'reviewed_at_missing';
  if (!isBlank(row, 'reviewed_at') && Number.isNaN(at)) return 'reviewed_at_bad';
  if (at > until) return 'reviewed_at_in_future';
  return severity >= 0 && severity <= 1 ? null : 'severity_bad';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isBlank = (row: WrittenRow, field: string): boolean => String(row[field] ?? '').trim() === '';
const text = (row: WrittenRow, field: string): string | null => String(row[field] ?? '') || null;
/** NaN where it is no time. */
const time = (row: WrittenRow, field: string): number => {
  const parsed = Instant.safeParse(String(row[field] ?? ''));
  return parsed.success ? Date.parse(parsed.data) : Number.NaN;
};
/** null where there is nothing, NaN where it is no number. */
const number = (row: WrittenRow, field: string): number | null =>
  isBlank(row, field) ? null : Number(row[field]);

function word(row: WrittenRow): VerdictWord | null {
  const parsed = VerdictWord.safeParse(
    String(row['verdict'] ?? '')
      .trim()
      .toLowerCase(),
  );
  return parsed.success ? parsed.data : null;
}
