import type { AmountStep } from '../contracts/amount-step.ts';
import { actsFrom, levelOf } from '../contracts/authority-level.ts';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Authority } from '../contracts/policy.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import type { WhatIf, WhatIfStep } from '../contracts/what-if.ts';
import { activePolicy } from '../governance/look-up.ts';
import { whatIfStep, whatIfThresholds } from '../reliability/what-if-steps.ts';
import { amountLimits } from '../store/cuts/amount-limits.ts';
import type { Database } from '../store/database.ts';
import { forgottenBy } from '../store/record/forgettings.ts';
import { readRecord } from '../store/record/read-record.ts';
import { curvePoint } from '../tuning/curve.ts';
import { observedDays } from '../tuning/observed-days.ts';
import { tallyOf } from '../tuning/tally.ts';
import { type CertifiedAt, certifiedAt } from './certified-at.ts';
import { type DomainQuestion, readDomain } from './domain-record.ts';
import { countedRules } from './domains-of-store.ts';
import { governanceIn } from './govern/governing.ts';

const WEEK_DAYS = 7;

/**
 * What the newest model of a domain would do at every threshold and amount, on a store that is open. Amounts are those of the
 * configuration where they are earned in steps, else some at which its decisions part; of the latter nothing is certified,
 * for nothing was tested there.
 *
 * @param recommend what is recommended by the same question
 * @throws NotThere
 */
export async function whatIfOnRecord(
  db: Database,
  question: DomainQuestion,
  recommend: () => Promise<RecommendationReport>,
): Promise<WhatIf> {
  const { domain, configuration } = question;
  const rules = rulesFor(configuration, domain);
  const { asOf, newest, amountSteps } = await readDomain(db, question, false);
  const { recommendations } = await recommend();
  const own = recommendations.find((one) => one.domain === domain && one.model === newest.model) ?? null;
  const policy = activePolicy(await governanceIn(db), domain, asOf)?.policy ?? null;
  const held = policy?.model === newest.model ? policy : null;
  const current = held === null ? null : currentOf(held, newest, rules.maxAmount);
  const reach = own?.proposed ?? null;
  const recommended = reach && { threshold: reach.threshold, maxAmount: reach.maxAmount ?? null };
  const certified =
    own === null ? new Map<Evidence, CertifiedAt>() : certifiedAt(configuration, own, newest, amountSteps);
  const others = amountSteps.length > 0 ? [] : await otherAmounts(db, question, newest, asOf, current);
  const whole = { maxAmount: null, evidence: newest };
  const steps = amountSteps.length > 0 ? amountSteps : [...others, whole];
  const marked = [current, recommended, own?.certified].flatMap((one) => one?.threshold ?? []);
  const thresholdsPpm = whatIfThresholds(newest, marked.map(ppmOf));
  const target = own?.target ?? null;
  const level = own?.level === 'autonomous' ? 'autonomous' : 'on-the-loop';
  return {
    ...{ version: 1, asOf, domain, model: newest.model, selection: newest.selection },
    limit: target === null ? rules.risk : target.guarantee === 'cost' ? null : target.risk,
    ...{ delta: target?.delta ?? rules.delta, guarantee: rules.guarantee },
    decisions: newest.decisions - newest.immature,
    perWeek: (newest.decisions / observedDays(newest)) * WEEK_DAYS,
    countedUntil: newest.immature === 0 ? null : new Date(Date.parse(asOf) - rules.maturity).toISOString(),
    maxAmount: rules.maxAmount ?? null,
    alwaysReview: [...(rules.alwaysReview ?? [])],
    ...{ reviewCost: rules.reviewCost, errorCost: rules.errorCost, level },
    auditRate: Math.max(level === 'autonomous' ? rules.auditRate : rules.watchRate, rules.minAuditRate),
    ...{ current, recommended },
    thresholds: thresholdsPpm.map((ppm) => ppm / 1_000_000),
    steps: steps.map(({ maxAmount, evidence }): WhatIfStep => {
      const { passedPpm, riskUpper } = certified.get(evidence) ?? { passedPpm: [], riskUpper: null };
      return {
        maxAmount,
        ...whatIfStep(evidence, thresholdsPpm),
        riskUpper: thresholdsPpm.map((ppm) => riskUpper?.(ppm) ?? null),
        certified: passedPpm.map((ppm) => thresholdsPpm.indexOf(ppm)).filter((place) => place >= 0),
      };
    }),
  };
}

/** Evidence up to amounts that no rule names, counted from the rows: none once some of these are forgotten. */
async function otherAmounts(
  db: Database,
  { domain, configuration }: DomainQuestion,
  newest: Evidence,
  asOf: string,
  current: WhatIf['current'],
): Promise<readonly AmountStep[]> {
  if ((await forgottenBy(db)).decisions > 0) return [];
  const most = rulesFor(configuration, domain).maxAmount ?? Number.POSITIVE_INFINITY;
  const held = current?.maxAmount ?? null;
  const limits = [...(await amountLimits(db, newest)), ...(held === null ? [] : [held])];
  const amounts = [...new Set(limits)].filter((limit) => limit < most).sort((a, b) => a - b);
  if (amounts.length === 0) return [];
  const history = await readRecord(db, steppedRules(configuration, domain, amounts), asOf, false, domain);
  const same = history.evidence.find(({ model, ...one }) => one.domain === domain && model === newest.model);
  return same === undefined ? [] : (history.amountSteps.get(same) ?? []);
}

function steppedRules(configuration: Configuration, domain: string, amountSteps: number[]): Configuration {
  const { domains, ...rest } = countedRules(configuration);
  return { ...rest, domains: { ...domains, [domain]: { ...domains[domain], amountSteps } } };
}

/** What is in force, and over its rungs how much of what it takes people see. */
function currentOf(held: Authority, evidence: Evidence, most: number | undefined): WhatIf['current'] {
  const threshold = actsFrom(held);
  if (threshold === null || levelOf(held) === 'in-the-loop') return null;
  const tally = tallyOf(evidence);
  const rungs = [held.autonomous, held.onTheLoop]
    .filter((rung) => rung !== null)
    .sort((a, b) => b.threshold - a.threshold);
  let [taken, seen] = [0, 0];
  for (const rung of rungs) {
    const { coverage } = curvePoint(tally, ppmOf(rung.threshold));
    seen += Math.max(0, coverage - taken) * rung.auditRate;
    taken = Math.max(taken, coverage);
  }
  const auditRate = taken === 0 ? (rungs.at(-1)?.auditRate ?? 1) : seen / taken;
  const isAsConfigured = held.maxAmount === null || held.maxAmount === most;
  return { threshold, maxAmount: isAsConfigured ? null : held.maxAmount, auditRate };
}
