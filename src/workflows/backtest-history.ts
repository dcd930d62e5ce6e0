import { type BacktestSubject, backtest } from '../backtest/index.ts';
import type { BacktestReport } from '../contracts/backtest.ts';
import { rulesFor } from '../contracts/configuration.ts';
import { Database } from '../store/database.ts';
import { nightCells } from '../store/evidence/night-cells.ts';
import { type HistoryRequest, readFilesHistory } from './open-files.ts';

/** What a walk through a history is asked. */
export interface BacktestRequest extends HistoryRequest {
  /** Decides which of the decisions that the AI takes alone are audited. */
  readonly seed: number;
  /** Length of a step, in ms. */
  readonly stepMs: number;
  /** Share of those decisions that is audited; null means each domain's `minAuditRate`. */
  readonly auditRate: number | null;
}

export interface BacktestAnswer {
  readonly report: BacktestReport;
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

/**
 * Walks through a history: what would have been approved then, with what was known then, and what happened after.
 * Deterministic to the byte for the same input, seed and configuration.
 *
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row
 */
export async function backtestHistory(request: BacktestRequest): Promise<BacktestAnswer> {
  const { seed, stepMs, auditRate } = request;
  const db = await Database.open();
  try {
    const history = await readFilesHistory(db, request, null);
    const { configuration } = history;
    const options = { lengthMs: stepMs, seed, auditRate, configuration };
    const { nights, cells } = await nightCells(db, history.understood, options);
    const subjects = cells.map((one): BacktestSubject => {
      const rules = rulesFor(configuration, one.domain);
      const known = history.evidence.find(
        ({ domain, model }) => domain === one.domain && model === one.model,
      );
      return {
        cells: one,
        rules,
        selection: known?.selection ?? 'unknown',
        startConfidences: known?.startConfidences ?? [],
        auditRate: auditRate ?? rules.minAuditRate,
      };
    });
    return { report: backtest(subjects, nights, seed), notes: history.notes };
  } finally {
    db.close();
  }
}
