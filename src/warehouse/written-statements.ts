import { createHash } from 'node:crypto';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { Problem } from '../contracts/problem.ts';
import type { Warehouse } from '../contracts/warehouse.ts';
import type { AnswerName } from '../store/pushed/answer-shapes.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Piece } from './piece.ts';
import type { Asked } from './statements/asked.ts';
import { bounds, newestTime, refused } from './statements/bounds-statements.ts';
import { audits, type Banded, cells, confidences, starts } from './statements/evidence-statements.ts';

export type Statements = Readonly<Record<AnswerName, Piece>>;

/** Which source it is, and what its columns mean: other counts may come of another one. */
export function sourceDigest(warehouse: Warehouse): string {
  return createHash('sha256').update(JSON.stringify(warehouse)).digest('hex');
}

/** One statement for each answer. */
export function statementsFor(asked: Asked, rules: string, banded: Banded): Statements {
  return {
    bounds: bounds(asked, { rules, source: sourceDigest(asked.warehouse) }),
    cells: cells(asked, banded),
    audits: audits(asked),
    confidences: confidences(asked),
    starts: starts(asked),
    refused: refused(asked),
  };
}

/**
 * All statements for an engine that somebody else runs them on, as a text; their first line says whether any test does.
 *
 * @param asOf ISO time; null means that the engine finds the newest one
 * @param rules digest of the rules by which rows are counted
 */
export function writtenStatements(
  dialect: Dialect,
  warehouse: Warehouse,
  configuration: Configuration,
  { asOf, rules }: { readonly asOf: string | null; readonly rules: string },
): string {
  const asked: Asked = {
    ...{ dialect, warehouse, configuration, from: null, until: null },
    asOf: asOf === null ? newestTime(dialect, warehouse) : Date.parse(asOf) * 1000,
  };
  const statements = Object.entries(statementsFor(asked, rules, 'found'));
  const known = dialect.isTested
    ? `-- Evidence in the SQL of ${dialect.name}: each answer into a file of its own, for leeway evidence import.`
    : `-- No test runs these statements on ${dialect.name}: compare the first answers with those of a file.`;
  const settings = dialect.settings.map(({ sql }) => `${sql};`);
  return [known, ...settings, ...statements.map(([name, { sql }]) => `-- ${name}\n${sql};`), ''].join('\n');
}

/** @throws Problem configuration: rules that no statement asks for */
export function refuseRules(configuration: Configuration): void {
  const names = ['', ...Object.keys(configuration.domains)];
  const costly = names.find((name) => rulesFor(configuration, name).guarantee === 'cost');
  if (costly !== undefined)
    throw new Problem(
      'configuration',
      `leeway.yaml: ${costly === '' ? 'defaults' : `domains.${costly}`}.guarantee: cost weighs each loss by its amount, which no engine is asked for; ingest the decisions instead`,
    );
}
