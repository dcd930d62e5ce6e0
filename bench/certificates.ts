import { medianSorted } from 'simple-statistics';
import { Configuration, rulesFor } from '../src/contracts/configuration.ts';
import type { Evidence, EvidenceCell } from '../src/contracts/evidence.ts';
import { curveColumns, curveMemory } from '../src/tuning/curve.ts';
import { certify, recommend, THRESHOLD_GRID, tallyOf } from '../src/tuning/index.ts';

/** Curves and certificates of a large portfolio on one core, once its cells are added up. */
const [DOMAINS, THRESHOLDS, RUNS, GOAL_MS, NIGHT_GOAL_MS] = [1000, 1300, 3, 150, 1000];
/** Domains in memory at once: their cells are several gigabytes together. */
const AT_ONCE = 50;
const TARGET = { risk: 0.05, delta: 0.05, guarantee: 'selective-risk' } as const;
const RATES = [
  { inclusion: 1, smallestInclusion: 1 },
  { inclusion: 0.2, smallestInclusion: 0.05 },
  { inclusion: 0.05, smallestInclusion: 0.05 },
];
const BANDS = THRESHOLD_GRID.slice(0, THRESHOLDS);

function evidence(domain: string, salt: number): Evidence {
  const names = { domain, model: 'v1' };
  const rest = { eligible: true, excess: 0, excessSquared: 0, amountCents: 0 };
  const cells = BANDS.flatMap((band, place) =>
    RATES.flatMap((rate): EvidenceCell[] => {
      const decisions = 20 + ((place * 7 + salt) % 13);
      const errors = Math.round(decisions * (0.005 + 0.1 * (place / THRESHOLDS) ** 2) * ((place + salt) % 3));
      const cell = { ...names, band, ...rate, ...rest };
      return [
        { ...cell, outcome: 'agree', loss: 0, decisions: decisions - errors },
        { ...cell, outcome: 'override', loss: 1, decisions: errors },
      ];
    }),
  );
  const facts = { ...names, selection: 'audited', audits: null, immature: 0, bands: 'decimal' } as const;
  const times = { firstDecidedAt: '2026-01-01T00:00:00.000Z', lastDecidedAt: '2026-05-01T00:00:00.000Z' };
  return { ...facts, ...times, decisions: 100_000, startConfidences: BANDS.slice(0, 500), cells };
}

const memory = curveMemory();
const [runs, nights]: [number[], number[]] = [[], []];
const RULES = rulesFor(Configuration.parse({}), 'any');
const NIGHT = {
  rules: RULES,
  asOf: '2026-05-01T00:00:00.000Z',
  firstLook: false,
  isNewestModel: true,
  drift: null,
};
for (let run = 0; run < RUNS; run++) {
  let [milliseconds, night] = [0, 0];
  for (let from = 0; from < DOMAINS; from += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, i) => evidence(`d${from + i}`, from + i));
    for (const one of some) tallyOf(one);
    const began = performance.now();
    for (const one of some) {
      curveColumns(tallyOf(one), memory);
      certify(one, TARGET, false);
    }
    const between = performance.now();
    milliseconds += between - began;
    for (const one of some) recommend(one, NIGHT);
    night += performance.now() - between;
  }
  runs.push(milliseconds);
  nights.push(night);
}
const [median, nightly] = [runs, nights].map((all) => medianSorted(all.sort((a, b) => a - b))) as [
  number,
  number,
];
const isMet = median <= GOAL_MS && nightly <= NIGHT_GOAL_MS;
process.stdout.write(
  `${DOMAINS} domains x ${THRESHOLDS} thresholds x ${RATES.length} strata: curves and certificates ${median.toFixed(0)} ms (goal ${GOAL_MS}), recommendations with their sentences ${nightly.toFixed(0)} ms (goal ${NIGHT_GOAL_MS})   ${isMet ? 'met' : 'MISSED'}\n`,
);
if (!isMet) process.exitCode = 1;
