import type {
  BacktestDomain,
  BacktestReport,
  BacktestTotals,
  Demotion,
  Realised,
} from '../contracts/backtest.ts';
import { count } from './figures.ts';

export const BACKTEST_DOMAIN_HEADINGS = [
  'domain',
  'model',
  'decisions',
  'alone',
  'wrong of these (95 %)',
  'limit',
  'promotions',
  'demotions',
] as const;

export const BACKTEST_METHOD_HEADINGS = [
  'method',
  'alone',
  'wrong of these (95 %)',
  'domains acting',
  'over the limit',
  'beyond chance',
] as const;

/** One line for each (domain, model), under Leeway. */
export function backtestDomainRows(report: BacktestReport): string[][] {
  return report.domains.map((one) => [
    one.domain,
    one.model,
    count(one.decisions),
    share(one.automated, one.decisions),
    `${realised(one)}${one.breach ? ', broken' : ''}`,
    `${percent(one.risk)} %`,
    promotions(one),
    String(one.demotions.length),
  ]);
}

/** One line for each method, over all domains. */
export function backtestMethodRows(report: BacktestReport): string[][] {
  const order = Object.entries(report.methods) as [string, BacktestTotals][];
  return order.map(([method, one]) => [
    method,
    share(one.automated, one.decisions),
    realised(one),
    String(one.domainsActing),
    String(one.domainsOverLimit),
    String(one.breaches),
  ]);
}

/** What a board member can repeat: how far it came, and what became of each demotion. */
export function backtestSentences(report: BacktestReport): string[] {
  const { steps, stepDays, domains } = report;
  const tenths = tenthsOf(steps);
  const demoted = domains.flatMap((one) =>
    one.demotions.map((demotion) => demotionSentence(one, demotion, stepDays)),
  );
  const shifted = domains.flatMap(({ domain, model, confidenceShifts }) => {
    const days = confidenceShifts.map(
      ({ at, direction }) => `${at.slice(0, 10)} (${direction.replace('-', ' ')})`,
    );
    return days.length === 0
      ? []
      : [
          `${domain}: the alarm on the confidences of ${model} sounded on ${days.join(', ')}, and promotions waited.`,
        ];
  });
  const broken = domains.filter((one) => one.breach).length;
  return [
    `Automation by tenth of the time: ${tenths.map((one) => (one === null ? '–' : percent(one, 0))).join(' · ')} %.`,
    ...demoted,
    ...shifted,
    broken === 0
      ? 'In no domain was the error rate of what the AI took alone above its limit by more than chance explains.'
      : `In ${broken} of ${domains.length} domains the error rate of what the AI took alone was above its limit by more than chance explains.`,
  ];
}

function demotionSentence({ domain, model }: BacktestDomain, demotion: Demotion, stepDays: number): string {
  const day = demotion.at.slice(0, 10);
  if (demotion.reason === 'newer-model')
    return `${domain}: on ${day} a newer model took the place of ${model}, and authority ended.`;
  const nights = (demotion.nightsSinceChange ?? 0) * stepDays;
  const alone = count(demotion.automatedSinceChange ?? 0);
  return `${domain}: on ${day} the alarm took authority away, ${nights} ${nights === 1 ? 'day' : 'days'} and ${alone} decisions taken alone after its errors seem to have risen.`;
}

/** Share taken alone in each tenth of the steps; null where nothing was decided. */
function tenthsOf(steps: BacktestReport['steps']): (number | null)[] {
  const parts = Math.min(10, steps.length);
  return Array.from({ length: parts }, (_, part) => {
    const some = steps.slice(
      Math.floor((part * steps.length) / parts),
      Math.floor(((part + 1) * steps.length) / parts),
    );
    const [all, alone] = some.reduce(([n, k], one) => [n + one.decisions, k + one.automated], [0, 0]);
    return all === 0 ? null : alone / all;
  });
}

function promotions({ promotions: all }: BacktestDomain): string {
  const last = all.at(-1);
  return last === undefined ? '0' : `${all.length} (to ${last.threshold})`;
}

function realised({ realisedRisk, low, high }: Realised): string {
  if (realisedRisk === null || low === null || high === null) return '–';
  return `${percent(realisedRisk)} % (${percent(low)}–${percent(high)})`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${percent(part / whole)} %`;
}

function percent(value: number, digits = 1): string {
  return (value * 100).toFixed(digits);
}
