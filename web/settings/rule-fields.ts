import type { RuleName } from '../../src/contracts/settings.ts';

/** How a rule is written and read: a share as percent, a length of time in days. */
type RuleKind = 'percent' | 'days' | 'money' | 'names' | 'level' | 'quorum' | 'other';

interface RuleWords {
  readonly words: string;
  readonly kind: RuleKind;
}

/** Every rule in the words of people. */
export const RULE_WORDS: Readonly<Record<RuleName, RuleWords>> = {
  risk: { words: 'Highest error rate', kind: 'percent' },
  delta: { words: 'Chance of a false certificate', kind: 'percent' },
  guarantee: { words: 'What the limit holds for', kind: 'other' },
  maxStep: { words: 'Most that one step adds', kind: 'percent' },
  cooldown: { words: 'Least time between two steps', kind: 'days' },
  minAuditRate: { words: 'Least that people check', kind: 'percent' },
  expiresAfter: { words: 'Authority and evidence last', kind: 'days' },
  maturity: { words: 'A missing verdict counts after', kind: 'days' },
  editLoss: { words: 'What an edit counts for', kind: 'other' },
  auditRate: { words: 'Checked where the AI acts alone', kind: 'percent' },
  watchRate: { words: 'Checked where it is watched', kind: 'percent' },
  quorum: { words: 'Approvals that it takes', kind: 'quorum' },
  proposalExpiresAfter: { words: 'A proposal lapses after', kind: 'days' },
  highestLevel: { words: 'Highest rung', kind: 'level' },
  reviewCost: { words: 'Cost of a human review', kind: 'money' },
  errorCost: { words: 'Cost of a wrong decision', kind: 'money' },
  budget: { words: 'Money that a decision may lose on average', kind: 'money' },
  amountCap: { words: 'Most that one decision counts for', kind: 'money' },
  maxAmount: { words: 'Larger amounts go to a person', kind: 'money' },
  amountSteps: { words: 'Amounts that are earned step by step', kind: 'names' },
  slices: { words: 'Columns whose every value is tested', kind: 'names' },
  sliceRisk: { words: 'Highest error rate in a slice', kind: 'percent' },
  onSlice: { words: 'What a failing slice does', kind: 'other' },
  onDrift: { words: 'What an alarm on errors does', kind: 'other' },
  onAnchoring: { words: 'What swayed verdicts do', kind: 'other' },
  scale: { words: 'What thresholds are searched on', kind: 'other' },
  alwaysReview: { words: 'Triggers that always go to a person', kind: 'names' },
  reviewProbability: { words: 'Declared chance of review', kind: 'other' },
};

interface FieldGroup {
  readonly title: string;
  readonly rules: readonly (readonly [rule: RuleName, hint: string])[];
}

/** What the form asks, in its order. The text has every other rule. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  {
    title: 'How sure it must be',
    rules: [
      ['risk', 'Among the decisions that the AI takes alone.'],
      ['delta', 'That a domain is certified though its true error rate is above the limit.'],
    ],
  },
  {
    title: 'How fast it may go',
    rules: [
      ['maxStep', 'Share of all decisions of the domain.'],
      ['cooldown', 'In days.'],
      ['highestLevel', 'The ladder may end where people watch.'],
      ['expiresAfter', 'In days; then it must be renewed.'],
      ['proposalExpiresAfter', 'In days, where nobody has decided.'],
    ],
  },
  {
    title: 'What stays with people',
    rules: [
      ['alwaysReview', 'Names with commas between them.'],
      ['maxAmount', 'So does what has no amount.'],
    ],
  },
  {
    title: 'What people check',
    rules: [
      ['auditRate', 'By chance; what a proposal asks for.'],
      ['watchRate', 'By chance; what a proposal asks for.'],
      ['minAuditRate', 'Nothing is approved below it.'],
      ['maturity', 'In days; then it counts as an error.'],
    ],
  },
  { title: 'Who decides', rules: [['quorum', 'Each from another person. Here it only rises.']] },
  {
    title: 'What it is worth',
    rules: [
      ['reviewCost', 'For what a step is said to save.'],
      ['errorCost', 'Of one that the AI took alone.'],
    ],
  },
];
