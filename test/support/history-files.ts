/** One paired row as texts, as they stand in a file. */
export interface HistoryRow {
  readonly decision_id: string;
  readonly domain: string;
  readonly decided_at: string;
  readonly confidence: string;
  readonly verdict: string;
}

const HOUR_MS = 3_600_000;
const COLUMNS = ['decision_id', 'domain', 'decided_at', 'confidence', 'verdict'] as const;

/**
 * A history in two domains, one decision an hour. `refunds` is right wherever it is sure (0.80 and up) and one time
 * in three wrong below; `billing` is wrong half the time, at every confidence.
 */
export function historyRows(
  count: number,
  change: (row: HistoryRow, index: number) => Partial<HistoryRow> = () => ({}),
): HistoryRow[] {
  return Array.from({ length: count }, (_, index) => {
    const [isRefund, turn] = [index % 2 === 0, index >> 1];
    // 37 and 50 share no factor: every confidence comes as often as any other.
    const confidence = 50 + ((turn * 37) % 50);
    const isRight = isRefund ? confidence >= 80 || turn % 3 !== 0 : turn % 2 === 0;
    const row: HistoryRow = {
      decision_id: `d${index + 1}`,
      domain: isRefund ? 'refunds' : 'billing',
      decided_at: new Date(Date.UTC(2026, 2, 1) + index * HOUR_MS).toISOString(),
      confidence: (confidence / 100).toFixed(2),
      verdict: isRight ? 'agree' : 'override',
    };
    return { ...row, ...change(row, index) };
  });
}

export interface CsvStyle {
  readonly delimiter?: string;
  readonly lineBreak?: string;
  readonly header?: string;
}

/** The rows as CSV (RFC 4180). */
export function csvText(rows: readonly HistoryRow[], style: CsvStyle = {}): string {
  const { delimiter = ',', lineBreak = '\n', header = COLUMNS.join(delimiter) } = style;
  const cell = (value: string): string =>
    value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return [header, ...rows.map((row) => COLUMNS.map((name) => cell(row[name])).join(delimiter)), ''].join(
    lineBreak,
  );
}

export function jsonObjects(rows: readonly HistoryRow[]): Record<string, string | number>[] {
  return rows.map((row) => ({ ...row, confidence: Number(row.confidence) }));
}

export function jsonLines(rows: readonly HistoryRow[]): string {
  return jsonObjects(rows)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
