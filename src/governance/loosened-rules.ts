import type { DomainRules } from '../contracts/configuration.ts';

/**
 * Which change of a rule lets more be certified, more be given or less be looked at. `another`: nobody can say, so any
 * does. `never`: it weighs nothing that people vote on. How many votes it takes is for rule G27.
 */
type Looser = 'more' | 'less' | 'another' | 'fewer-names' | 'higher' | 'no-refusal' | 'never';

const LOOSER: Readonly<Record<keyof DomainRules, Looser>> = {
  risk: 'more',
  delta: 'more',
  guarantee: 'another',
  maxStep: 'more',
  cooldown: 'less',
  minAuditRate: 'less',
  expiresAfter: 'more',
  maturity: 'another',
  editLoss: 'less',
  auditRate: 'less',
  watchRate: 'less',
  quorum: 'never',
  proposalExpiresAfter: 'more',
  highestLevel: 'higher',
  reviewCost: 'never',
  errorCost: 'never',
  budget: 'another',
  amountCap: 'another',
  maxAmount: 'more',
  amountSteps: 'another',
  slices: 'fewer-names',
  sliceRisk: 'another',
  onSlice: 'another',
  onDrift: 'another',
  onAnchoring: 'no-refusal',
  scale: 'another',
  alwaysReview: 'fewer-names',
  reviewProbability: 'another',
};

/** The rules of a domain that would be looser than they are. A largest amount that is not set is none. */
export function loosenedRules(before: DomainRules, after: DomainRules): (keyof DomainRules)[] {
  return ruleNames().filter((name) => isLooser(LOOSER[name], name, before, after));
}

function ruleNames(): (keyof DomainRules)[] {
  const isRule = (name: string): name is keyof DomainRules => Object.hasOwn(LOOSER, name);
  return Object.keys(LOOSER).filter(isRule);
}

function isLooser(looser: Looser, name: keyof DomainRules, before: DomainRules, after: DomainRules): boolean {
  const [was, is] = [before[name], after[name]];
  if (JSON.stringify(was) === JSON.stringify(is)) return false;
  switch (looser) {
    case 'more':
      return amountOf(is) > amountOf(was);
    case 'less':
      return amountOf(is) < amountOf(was);
    case 'fewer-names':
      return namesIn(was).some((one) => !namesIn(is).includes(one));
    case 'higher':
      return is === 'autonomous';
    case 'no-refusal':
      return was === 'refuse';
    case 'another':
      return true;
    case 'never':
      return false;
  }
}

function amountOf(value: DomainRules[keyof DomainRules]): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

function namesIn(value: DomainRules[keyof DomainRules]): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
