import { type Configuration, type DomainRules, rulesFor } from '../../contracts/configuration.ts';
import type { Field } from '../../contracts/mapping.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { heldByLast, holdingSteps, NO_STEPS } from './amount-cells.ts';
import { ppm } from './band.ts';
import { lostShare } from './lost-share.ts';

/** Rows that are ready to be counted, and the expression that answers each key of a cell over them. */
export interface Understood {
  readonly relation: Sql;
  /** Constant where no row can differ: a key that never varies is not worth hashing. */
  readonly keys: {
    readonly policy: Sql;
    readonly eligible: Sql;
    /** How many amount steps let the AI take it; where a domain has none, whether it may. */
    readonly holding: Sql;
    readonly severity: Sql;
  };
  /** Counts by day that were kept, where nobody need read the rows for them. */
  readonly nights?: {
    /** In the columns of `confidenceCounts`. */
    readonly confidences: Sql;
    /** In the columns of `auditCounts`. */
    readonly audits: Sql;
    /** How far they change only by what comes late; null where nothing may be kept of what was found in them. */
    readonly settled: Settled | null;
  };
  /** Where the first decisions in time are looked for, by domain, model, decided_at, p and eligible; else in the rows. */
  readonly beginnings?: Sql;
}

/** Nights that were counted by one refresh of the counts. */
export interface Settled {
  /** Days since 1970: the first that is not among them. */
  readonly before: number;
  readonly refresh: number;
}

/** The model's name; empty and absent are one. Applied to few groups rather than to every row. */
export const MODEL_NAME = raw(`coalesce(nullif(model, ''), 'unversioned')`);

/**
 * Judged rows with what the configuration says of each: may the AI take it, is it old enough to count.
 *
 * @param absent optional columns that no source has
 */
export function understoodRows(
  rows: Sql,
  absent: ReadonlySet<Field>,
  configuration: Configuration,
  asOf: string,
): Understood {
  const eligible = perDomain(configuration, eligibility);
  const severity = perDomain(configuration, lostShare);
  const isGiven = severity.strings[0] === 'severity';
  const steps = perDomain(configuration, holdingSteps);
  const hasSteps = steps !== NO_STEPS;
  const eligibleKey = eligible.strings[0] === 'true' ? eligible : raw('eligible');
  return {
    relation: sql`(SELECT decision_id, domain, model, policy, decided_at, reviewed_at, ${ppm(raw('confidence'))} AS p, ${eligible} AS eligible,
      ${perDomain(configuration, (rules) => sql`decided_at > ${asOf}::TIMESTAMP - to_milliseconds(${rules.maturity}::BIGINT)`)} AS immature,
      verdict, ${severity} AS severity, inclusion, ${hasSteps ? sql`${steps} AS steps, ` : raw('')}round(coalesce(amount, 0) * 100)::BIGINT AS cents FROM ${rows})`,
    keys: {
      policy: raw(absent.has('policy') ? 'NULL::VARCHAR' : 'policy'),
      eligible: eligibleKey,
      holding: hasSteps ? raw('(eligible::INTEGER * steps)') : eligibleKey,
      severity: raw(isGiven && absent.has('severity') ? 'NULL::DOUBLE' : 'severity'),
    },
  };
}

/** The judged rows that break no rule, with what the configuration says of each. */
export function soundRows(
  judged: Sql,
  absent: ReadonlySet<Field>,
  configuration: Configuration,
  asOf: string,
): Understood {
  return understoodRows(sql`(SELECT * FROM ${judged} WHERE rule IS NULL)`, absent, configuration, asOf);
}

/** A CASE over the domains that the configuration names, the defaults for all others. */
export function perDomain(configuration: Configuration, expression: (rules: DomainRules) => Sql): Sql {
  const otherwise = expression(rulesFor(configuration, ''));
  const cases = Object.keys(configuration.domains)
    .map((domain) => ({ domain, own: expression(rulesFor(configuration, domain)) }))
    // A domain that differs in nothing that this expression asks for costs no branch.
    .filter(({ own }) => JSON.stringify(own) !== JSON.stringify(otherwise))
    .map(({ domain, own }) => sql`WHEN ${domain} THEN ${own}`);
  return cases.length === 0 ? otherwise : sql`CASE domain ${join(cases, ' ')} ELSE ${otherwise} END`;
}

function eligibility(rules: DomainRules): Sql {
  const conditions: Sql[] = [];
  // Nobody knows that an amount which is not recorded is a small one; the gate sends those to a person too.
  if (rules.maxAmount !== undefined)
    conditions.push(sql`coalesce(amount <= ${rules.maxAmount}::DOUBLE, false)`);
  const held = heldByLast(rules);
  if (held !== null) conditions.push(held);
  if (rules.alwaysReview !== undefined && rules.alwaysReview.length > 0) {
    const words = join(
      rules.alwaysReview.map((word) => sql`${word}`),
      ', ',
    );
    conditions.push(sql`NOT coalesce(list_has_any(triggers, [${words}]), false)`);
  }
  return conditions.length === 0 ? raw('true') : sql`(${join(conditions, ' AND ')})`;
}
