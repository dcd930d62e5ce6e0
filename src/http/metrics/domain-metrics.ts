import { Gauge, Registry } from 'prom-client';
import type { DomainFigures } from '../../workflows/served/domain-figures.ts';

/** Of more domains than this no figures are given: each of them is a series of its own for whoever keeps them. */
export const MOST_DOMAINS = 2000;

const LEVELS = { floor: 0, 'in-the-loop': 0, 'on-the-loop': 1, autonomous: 2 } as const;

/** Figures that a domain has one of, each under its name; a figure that is not known has no sample. */
const FIGURES: readonly {
  readonly name: string;
  readonly help: string;
  readonly of: (figures: DomainFigures) => number | null;
}[] = [
  {
    name: 'leeway_domain_level',
    help: 'Highest level of the AI in a domain: 0 in-the-loop, 1 on-the-loop, 2 autonomous.',
    of: ({ level }) => LEVELS[level],
  },
  {
    name: 'leeway_error_upper_bound',
    help: 'Upper bound of the error rate among the decisions taken alone from the certified threshold on.',
    of: ({ errorUpper }) => errorUpper,
  },
  {
    name: 'leeway_error_limit',
    help: 'Highest error rate tolerated among the decisions that the AI takes alone.',
    of: ({ errorLimit }) => errorLimit,
  },
  {
    name: 'leeway_coverage_ratio',
    help: 'Share of all decisions that the AI takes alone at the threshold in force.',
    of: ({ coverage }) => coverage,
  },
  {
    name: 'leeway_verdicts',
    help: 'Verdicts that count towards the next step of a domain.',
    of: ({ verdicts }) => verdicts,
  },
  {
    name: 'leeway_verdicts_needed',
    help: 'Verdicts that the next step of a domain needs.',
    of: ({ verdictsNeeded }) => verdictsNeeded,
  },
];

/**
 * The figures of domains as Prometheus reads them.
 *
 * @param domains by name; those beyond MOST_DOMAINS are only counted
 * @param at when they were worked out, in ms since 1970
 */
export async function domainMetrics(domains: readonly DomainFigures[], at: number): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const shown = domains.slice(0, MOST_DOMAINS);
  new Gauge({ name: 'leeway_domains', help: 'Domains that the store knows.', registers }).set(domains.length);
  new Gauge({
    name: 'leeway_domain_figures_timestamp_seconds',
    help: 'When the figures of the domains were worked out, in seconds since 1970.',
    registers,
  }).set(at / 1000);
  for (const { name, help, of } of FIGURES) {
    const gauge = new Gauge({ name, help, registers, labelNames: ['domain'] });
    for (const figures of shown) {
      const value = of(figures);
      if (value !== null) gauge.set({ domain: figures.domain }, value);
    }
  }
  const threshold = new Gauge({
    name: 'leeway_threshold',
    help: 'Confidence from which on the AI acts at a level, in force and as recommended.',
    ...{ registers, labelNames: ['domain', 'level', 'kind'] },
  });
  for (const { domain, inForce, recommended } of shown) {
    for (const one of inForce) threshold.set({ domain, level: one.level, kind: 'in_force' }, one.threshold);
    if (recommended !== null)
      threshold.set({ domain, level: recommended.level, kind: 'recommended' }, recommended.threshold);
  }
  return registry.metrics();
}
