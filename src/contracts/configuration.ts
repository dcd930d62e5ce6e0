import * as z from 'zod';
import { People } from './actor.ts';
import { Guarantee } from './certificate.ts';
import { Level } from './decision.ts';
import { KNOWN_LATER } from './mapping.ts';
import { moneyFault } from './money-fault.ts';
import { Oidc } from './oidc.ts';
import { QuorumRule } from './quorum.ts';
import { isRecalibrated, NO_SIBLINGS, Scale, scaleFault } from './scale.ts';
import { DurationMs } from './time.ts';
import { Webhooks } from './webhook.ts';

const Probability = z.number().gt(0).lt(1);
const Money = z.number().nonnegative();

/** Rules of a domain as a user writes them in `leeway.yaml`; every key has a default. */
const shape = {
  risk: Probability.describe('Highest error rate tolerated among the decisions that the AI takes alone'),
  delta: Probability.describe('Chance of ever certifying a domain wrongly'),
  guarantee: Guarantee.describe(
    'What the limit holds for: all decisions taken alone together (risk), each confidence band by itself (risk), or the money that they lose (budget)',
  ),
  maxStep: z.number().gt(0).max(1).describe('Coverage that one promotion may add'),
  cooldown: DurationMs.describe('Least time between two promotions'),
  minAuditRate: z.number().gt(0).max(1).describe('Smallest share of autonomous decisions that people audit'),
  expiresAfter: DurationMs.describe('Authority ends, and evidence is stale, after this time'),
  maturity: DurationMs.describe('How long verdicts may take before a missing one counts as an error'),
  editLoss: z.number().min(0).max(1).describe('Loss of a decision that a person edited'),
  auditRate: z
    .number()
    .gt(0)
    .max(1)
    .describe('Share of autonomous decisions that people audit; never below minAuditRate'),
  watchRate: z
    .number()
    .gt(0)
    .max(1)
    .describe('Share of on-the-loop decisions that people audit; never below minAuditRate'),
  quorum: QuorumRule.describe(
    "Approvals needed, of the board or by role; each from another person, and the author's own never counts",
  ),
  proposalExpiresAfter: DurationMs.describe(
    'A proposal that is neither decided nor activated ends after this time',
  ),
  highestLevel: Level.exclude(['in-the-loop']).describe('The highest rung that the domain may reach'),
  reviewCost: Money.describe('Money per human review'),
  errorCost: Money.describe('Money per wrong autonomous decision'),
};

const optional = {
  budget: Money.optional().describe(
    'Under the guarantee cost: money that a decision taken alone may lose on average',
  ),
  amountCap: Money.optional().describe(
    'Under the guarantee cost: the most that one decision counts for, whatever its amount',
  ),
  maxAmount: Money.optional().describe('Decisions over this amount, or without one, always go to a person'),
  amountSteps: z
    .array(z.number().positive())
    .min(1)
    .max(8)
    .optional()
    .describe(
      'Amounts up to which authority is earned step by step, the smallest first; a decision over the last, or without an amount, always goes to a person',
    ),
  slices: z
    .array(z.string().min(1))
    .max(4)
    .optional()
    .describe(
      'Columns of the decisions, such as language: every value of each must stay below sliceRisk, or the domain gets no authority',
    ),
  sliceRisk: Probability.optional().describe(
    'Highest error rate tolerated in a slice; twice the risk where it is not given',
  ),
  onSlice: z
    .enum(['block', 'exclude'])
    .optional()
    .describe(
      'A slice that fails or is untested blocks its domain (block, the default), or always goes to a person while the others are searched at a smaller part of delta (exclude)',
    ),
  onDrift: z
    .enum(['in-the-loop', 'narrow'])
    .optional()
    .describe(
      'After an alarm on errors a person decides everything (in-the-loop, the default), or the decisions since then may certify a threshold no lower than before (narrow): half of delta is kept for that',
    ),
  onAnchoring: z
    .enum(['tell', 'refuse'])
    .optional()
    .describe(
      "Where reviewers change clearly more of the AI's answers blind than in sight of them: the report says so (tell, the default), or nothing is certified on their verdicts either (refuse)",
    ),
  scale: Scale.optional().describe(
    'Thresholds are searched on the confidence as the AI states it (confidence, the default), or through a map that its first verdicts, which then are no evidence, have settled (recalibrated)',
  ),
  alwaysReview: z.array(z.string()).optional().describe('Triggers that always go to a person'),
  reviewProbability: z
    .union([z.number().gt(0).max(1), z.literal('unknown')])
    .optional()
    .describe(
      'Declared inclusion probability where the history does not carry one; unknown: nobody knows how decisions were chosen for review, whatever the history looks like, and nothing is certified',
    ),
};

export const DomainRules = z.strictObject({ ...shape, ...optional });
export type DomainRules = z.output<typeof DomainRules>;

const defaulted = z.strictObject({
  risk: shape.risk.default(0.05),
  delta: shape.delta.default(0.05),
  guarantee: shape.guarantee.default('selective-risk'),
  maxStep: shape.maxStep.default(0.15),
  cooldown: shape.cooldown.prefault('14d'),
  minAuditRate: shape.minAuditRate.default(0.02),
  expiresAfter: shape.expiresAfter.prefault('90d'),
  maturity: shape.maturity.prefault('3d'),
  editLoss: shape.editLoss.default(1),
  auditRate: shape.auditRate.default(0.05),
  watchRate: shape.watchRate.default(0.3),
  quorum: shape.quorum.default(1),
  proposalExpiresAfter: shape.proposalExpiresAfter.prefault('30d'),
  highestLevel: shape.highestLevel.default('autonomous'),
  reviewCost: shape.reviewCost.default(4),
  errorCost: shape.errorCost.default(60),
  ...optional,
});

/** What is promised for all domains together. */
export const Family = z.enum(['none', 'holm', 'e-bh']);
export type Family = z.infer<typeof Family>;

/** What the bets of a search weigh before its first verdict. */
export const Prior = z.enum(['default', 'siblings']);
export type Prior = z.infer<typeof Prior>;

/** Choices that spend delta within a domain in a way that a promise for the portfolio does not know. */
const ALONE = [
  { choice: 'onDrift: narrow', instead: 'onDrift: in-the-loop', isUsed: isNarrowing },
  { choice: 'onSlice: exclude', instead: 'onSlice: block', isUsed: isExcluding },
] as const;

/** What rules may contradict: the key that is named, and the keys of a domain that make it worth a look of its own. */
const FAULTS: readonly {
  readonly key: keyof DomainRules;
  readonly of: (rules: DomainRules) => string | null;
  readonly asks: readonly (keyof DomainRules)[];
}[] = [
  { key: 'guarantee', of: moneyFault, asks: ['guarantee', 'budget', 'amountCap'] },
  { key: 'amountSteps', of: stepsFault, asks: ['amountSteps', 'maxAmount'] },
  { key: 'onDrift', of: narrowFault, asks: ['onDrift', 'slices', 'guarantee', 'amountSteps'] },
  { key: 'slices', of: slicesFault, asks: ['slices', 'guarantee', 'amountSteps'] },
  { key: 'scale', of: scaleFault, asks: ['scale', 'slices', 'amountSteps', 'onDrift'] },
];

/** `leeway.yaml`: defaults, and what differs by domain. */
export const Configuration = z
  .strictObject({
    defaults: defaulted.prefault({}),
    family: Family.default('none').describe(
      'none: each domain by itself; holm: no domain wrongly certified; e-bh: few of those that get authority',
    ),
    prior: Prior.default('default').describe(
      'siblings: a new domain or model begins with what other domains and older models had shown before its first decision',
    ),
    people: People.default({}),
    webhooks: Webhooks.default([]),
    oidc: Oidc.optional(),
    domains: z.record(z.string(), z.strictObject({ ...shape, ...optional }).partial()).default({}),
  })
  .superRefine((configuration, context) => {
    const refuse = (path: string[], message: string | null): void => {
      if (message !== null) context.addIssue({ code: 'custom', path, message });
    };
    const all = ['', ...Object.keys(configuration.domains)].map((domain) => rulesFor(configuration, domain));
    for (const { choice, instead, isUsed } of ALONE)
      if (configuration.family !== 'none' && all.some(isUsed))
        refuse(
          ['family'],
          `${choice} goes with family none, not with ${configuration.family}; write ${instead}, or leave family out`,
        );
    if (configuration.prior === 'siblings' && all.some(isRecalibrated)) refuse(['prior'], NO_SIBLINGS);
    for (const { key, of } of FAULTS) refuse(['defaults', key], of(configuration.defaults));
    // What is wrong with the defaults is said once, not again for every domain that says nothing of it.
    for (const [domain, own] of Object.entries(configuration.domains))
      for (const { key, of, asks } of FAULTS)
        if (asks.some((name) => own[name] !== undefined))
          refuse(['domains', domain, key], of(rulesFor(configuration, domain)));
  });
export type Configuration = z.output<typeof Configuration>;

/** The rules of one domain: its own words first, the defaults for the rest. */
export function rulesFor(configuration: Configuration, domain: string): DomainRules {
  return { ...configuration.defaults, ...dropUndefined(configuration.domains[domain] ?? {}) };
}

/** What is wrong with amount steps; null where nothing is. */
function stepsFault({ amountSteps = [], maxAmount }: DomainRules): string | null {
  if (amountSteps.some((step, index) => index > 0 && step <= (amountSteps[index - 1] as number)))
    return `steps ascend, each above the one before, not ${amountSteps.join(', ')}; for example amountSteps: [50, 80, 150]`;
  const last = amountSteps.at(-1);
  return last === undefined || maxAmount === undefined || last <= maxAmount
    ? null
    : `the last step, ${last}, is above maxAmount, ${maxAmount}; leave out the steps above it`;
}

/** What is wrong with slices; null where nothing is. */
function slicesFault({ slices = [], guarantee, amountSteps }: DomainRules): string | null {
  if (slices.length === 0) return null;
  const later = slices.find((column) => KNOWN_LATER.some((field) => field === column.toLowerCase()));
  if (later !== undefined)
    return `${later} is known only once a person has judged; name columns that every decision has, for example slices: [language, channel]`;
  if (new Set(slices).size < slices.length) return 'a column is named twice; name each once';
  if (guarantee !== 'selective-risk')
    return `slices go with the guarantee selective-risk, not with ${guarantee}; write slices: [] for this domain, or choose selective-risk`;
  return amountSteps === undefined
    ? null
    : 'slices do not go with amountSteps; write slices: [] for this domain, or limit amounts with maxAmount';
}

function isNarrowing({ onDrift }: DomainRules): boolean {
  return onDrift === 'narrow';
}

function isExcluding({ onSlice, slices = [] }: DomainRules): boolean {
  return slices.length > 0 && onSlice === 'exclude';
}

/** What `onDrift: narrow` does not go with; null where nothing is. */
function narrowFault(rules: DomainRules): string | null {
  const { guarantee, slices = [], amountSteps } = rules;
  if (!isNarrowing(rules)) return null;
  return guarantee === 'selective-risk' && slices.length === 0 && amountSteps === undefined
    ? null
    : 'narrow goes with the guarantee selective-risk, without slices and without amountSteps; write onDrift: in-the-loop for this domain';
}

/** The limit of every slice: as given, else twice that of the domain, or halfway to 1 where that is less. */
export function sliceRiskOf({ risk, sliceRisk }: Pick<DomainRules, 'risk' | 'sliceRisk'>): number {
  return sliceRisk ?? Math.min(2 * risk, (1 + risk) / 2);
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
