import { type DomainRules, rulesFor } from '../../contracts/configuration.ts';
import { decisionField } from '../../contracts/warehouse.ts';
import { joined, type Piece, piece, plain } from '../piece.ts';
import type { Asked } from './asked.ts';
import { numberOf } from './columns.ts';

/** Whether the policy would let the AI take a decision, 1 or 0. */
export function eligibility(asked: Asked, domain: Piece): Piece {
  return perDomain(asked, domain, (rules) => {
    const conditions = conditionsOf(asked, rules);
    return conditions.length === 0
      ? plain('1')
      : piece`CASE WHEN ${joined(conditions, ' AND ')} THEN 1 ELSE 0 END`;
  });
}

/** How many of a domain's amount steps hold a decision that the AI may take; 1 where it has none. */
export function stepsHeld(asked: Asked, domain: Piece): Piece {
  return perDomain(asked, domain, ({ amountSteps = [] }) => {
    const amount = numberOf(asked.dialect, decisionField(asked.warehouse, 'amount'));
    if (amountSteps.length === 0 || amount === null) return plain(amountSteps.length === 0 ? '1' : '0');
    const cases = amountSteps.map(
      (step, index) => piece`WHEN ${amount} <= ${step} THEN ${amountSteps.length - index}`,
    );
    return piece`CASE ${joined(cases, ' ')} ELSE 0 END`;
  });
}

/** How long after a decision its verdict may come, in microseconds. */
export function maturity(asked: Asked, domain: Piece): Piece {
  return perDomain(asked, domain, (rules) => piece`${rules.maturity * 1000}`);
}

function conditionsOf({ dialect, warehouse }: Asked, rules: DomainRules): Piece[] {
  const amount = numberOf(dialect, decisionField(warehouse, 'amount'));
  const limits = [rules.maxAmount, rules.amountSteps?.at(-1)].filter((limit) => limit !== undefined);
  // Nobody knows that an amount which is not recorded is a small one.
  const within = limits.map((limit) => (amount === null ? plain('1 = 0') : piece`${amount} <= ${limit}`));
  const words = (rules.alwaysReview ?? []).map(dialect.text);
  const triggers = decisionField(warehouse, 'triggers');
  if (words.length === 0 || triggers === null || !('column' in triggers)) return within;
  return [
    ...within,
    piece`NOT coalesce(${dialect.holdsAny(dialect.id(triggers.column), words)}, ${dialect.no})`,
  ];
}

/** A CASE over the domains that the configuration names, the defaults for all others. */
function perDomain(
  { configuration, dialect }: Asked,
  domain: Piece,
  expression: (rules: DomainRules) => Piece,
): Piece {
  const otherwise = expression(rulesFor(configuration, ''));
  const cases = Object.keys(configuration.domains)
    .map((name) => ({ name, own: expression(rulesFor(configuration, name)) }))
    .filter(({ own }) => own.sql !== otherwise.sql)
    .map(({ name, own }) => piece`WHEN ${domain} = ${dialect.text(name)} THEN ${own}`);
  return cases.length === 0 ? otherwise : piece`CASE ${joined(cases, ' ')} ELSE ${otherwise} END`;
}
