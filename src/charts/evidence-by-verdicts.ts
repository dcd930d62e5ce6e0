import type { TopLevelSpec } from 'vega-lite';
import { count } from '../contracts/figures.ts';
import { type ChartSize, type Layer, onePanel } from './chart-frame.ts';
import { evidenceDomain, evidenceLevels, LEAST_EVIDENCE } from './evidence-levels.ts';
import { COUNT_TICKS, shortNumber } from './words.ts';

/** What the first verdicts were worth as evidence. */
export interface EvidencePoint {
  readonly verdicts: number;
  readonly errors: number;
  readonly eValue: number;
}

export interface EvidenceByVerdictsOptions extends ChartSize {
  /** Chance of a false certificate; enough is 1 / delta. */
  readonly delta: number;
  /** After how many verdicts it was enough; null: it never was. */
  readonly certifiedAt: number | null;
}

/** How evidence grew verdict by verdict towards what a certificate needs. The points ascend, and there is one at least. */
export function evidenceByVerdicts(
  points: readonly EvidencePoint[],
  { delta, certifiedAt, width = 560, height = 280 }: EvidenceByVerdictsOptions,
): TopLevelSpec {
  const need = 1 / delta;
  const rows = points.map((point) => ({ ...point, drawn: Math.max(LEAST_EVIDENCE, point.eValue) }));
  const last = rows.at(-1);
  const most = last?.verdicts ?? 0;
  const domain = evidenceDomain(
    rows.map(({ drawn }) => drawn),
    need,
  );
  const said =
    certifiedAt === null
      ? `the evidence never reached the ${shortNumber(need)} that a certificate needs`
      : `the evidence reached the ${shortNumber(need)} that a certificate needs after ${count(certifiedAt)}`;
  const encoding = {
    x: {
      field: 'verdicts',
      type: 'quantitative' as const,
      scale: { domain: [0, most], nice: false as const },
      axis: { title: 'verdicts', labelExpr: COUNT_TICKS, tickCount: 6 },
    },
    y: { field: 'drawn', type: 'quantitative' as const },
  };
  const tooltip = [
    { field: 'verdicts', type: 'quantitative' as const },
    { field: 'errors', type: 'quantitative' as const, title: 'wrong' },
    { field: 'eValue', type: 'quantitative' as const, format: '.3~g', title: 'evidence' },
  ];
  const lines: Layer[] = [
    { data: { values: rows }, mark: { type: 'line', style: 'certified-line' }, encoding },
    ...rows
      .filter(({ verdicts }) => verdicts === certifiedAt)
      .map(
        (row): Layer => ({
          data: { values: [row] },
          mark: { type: 'point', style: 'certified-dot' },
          encoding: { ...encoding, tooltip },
        }),
      ),
  ];
  return onePanel(`Of ${count(most)} verdicts, ${said}.`, { width, height }, [
    ...evidenceLevels(delta, { domain, title: 'evidence (e-value)' }),
    ...lines,
  ]);
}
