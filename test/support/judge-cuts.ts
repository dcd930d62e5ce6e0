import { type Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import { judgeRows } from './judge-rows.ts';
import type { WrittenRow } from './write-history.ts';

/** What is found of some decisions, one by one. */
export interface Looped {
  decisions: number;
  reviewed: number;
  pending: number;
  naive: number | null;
  weighted: number | null;
}

interface Known {
  readonly row: WrittenRow;
  readonly verdict: string | null;
  readonly inclusion: number | null;
}

/** The votes of one decision must differ in their times. */
type Votes = readonly WrittenRow[];

/**
 * The cuts of one (domain, model), found out with loops.
 *
 * @param decisions without verdicts in them
 */
export function judgeCuts(
  decisions: readonly WrittenRow[],
  votes: Votes,
  asked: { readonly domain: string; readonly model: string; readonly asOf: string },
  configuration: Configuration,
) {
  const { evidence } = judgeRows(decisions, votes, asked.asOf, configuration);
  const own = evidence.find(({ domain, model }) => domain === asked.domain && model === asked.model);
  if (own === undefined) return null;
  const isKnown = own.selection !== 'unknown';
  const rules = rulesFor(configuration, asked.domain);
  const declared = rules.reviewProbability ?? (own.selection === 'full' ? 1 : null);
  const all = decisions
    .filter((row) => row['domain'] === asked.domain && (row['model'] ?? 'unversioned') === asked.model)
    .map((row): Known => {
      const rate = row['review_probability'] ?? declared;
      const words = lastWords(votes.filter((vote) => vote['decision_id'] === row['decision_id']));
      return { row, verdict: verdictOf(words), inclusion: isKnown ? Number(rate) : null };
    });
  const youngest = Date.parse(asked.asOf) - rules.maturity;
  const isComplete = all.every(({ verdict }) => verdict !== null);
  const known = all.filter(({ row }) => isComplete || Date.parse(String(row['decided_at'])) <= youngest);
  return {
    known,
    by: (keyOf: (row: WrittenRow) => readonly string[]): Map<string, Looped> => {
      const groups = new Map<string, Known[]>();
      for (const one of known)
        for (const key of new Set(keyOf(one.row))) groups.set(key, [...(groups.get(key) ?? []), one]);
      return new Map([...groups].map(([key, some]) => [key, looped(some, isKnown)]));
    },
    reviewers: () => reviewersOf(known, votes),
  };
}

function looped(some: readonly Known[], isKnown: boolean): Looped {
  const judged = some.filter(({ verdict }) => verdict !== null && verdict !== 'unsure');
  const wrong = judged.filter(({ verdict }) => verdict !== 'agree');
  const weigh = (ones: readonly Known[]): number =>
    ones.reduce((sum, { inclusion }) => sum + 1 / (inclusion ?? 1), 0);
  const isEmpty = judged.length === 0;
  return {
    decisions: some.length,
    reviewed: judged.length,
    pending: some.filter(({ verdict, inclusion }) => verdict === null && inclusion === 1).length,
    naive: isEmpty ? null : wrong.length / judged.length,
    weighted: isEmpty || !isKnown ? null : weigh(wrong) / weigh(judged),
  };
}

function lastWords(votes: Votes): WrittenRow[] {
  return votes.filter(
    (vote) =>
      !vote['reviewer_id'] ||
      !votes.some(
        (other) =>
          other['reviewer_id'] === vote['reviewer_id'] &&
          String(other['reviewed_at']) > String(vote['reviewed_at']),
      ),
  );
}

function verdictOf(words: Votes): string | null {
  if (words.length === 0) return null;
  const count = (word: string): number => words.filter(({ verdict }) => verdict === word).length;
  const [agrees, edits, overrides] = [count('agree'), count('edit'), count('override')];
  if (agrees + edits + overrides === 0) return 'unsure';
  if (agrees > edits + overrides) return 'agree';
  return agrees < edits + overrides && edits > overrides ? 'edit' : 'override';
}

function reviewersOf(known: readonly Known[], votes: Votes) {
  const found = new Map<
    string,
    { verdicts: number; overrides: number; soleVoice: number; pairs: boolean[] }
  >();
  for (const { row } of known) {
    const words = lastWords(votes.filter((vote) => vote['decision_id'] === row['decision_id'])).filter(
      (vote) => vote['verdict'] !== 'unsure' && vote['reviewer_id'],
    );
    for (const word of words) {
      const name = String(word['reviewer_id']);
      const one = found.get(name) ?? { verdicts: 0, overrides: 0, soleVoice: 0, pairs: [] };
      found.set(name, one);
      const isWrong = word['verdict'] !== 'agree';
      one.verdicts += 1;
      one.overrides += isWrong ? 1 : 0;
      one.soleVoice += words.length === 1 ? 1 : 0;
      for (const other of words)
        if (other !== word) one.pairs.push((other['verdict'] !== 'agree') === isWrong);
    }
  }
  return found;
}
