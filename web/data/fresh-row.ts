import type { DomainReliability } from '../../src/contracts/domain-reliability.ts';

/** How fresh the record of a domain is, over all its models. */
export interface FreshRow {
  readonly domain: string;
  /** ISO time of its newest decision. */
  readonly newestAt: string;
  readonly decisions: number;
  readonly reviewed: number;
  /** Due for review, and without a verdict. */
  readonly pending: number;
}

/** One row a domain, the one that was silent longest first. */
export function freshRows(models: readonly DomainReliability[]): FreshRow[] {
  const rows = new Map<string, FreshRow>();
  for (const { domain, lastDecidedAt, decisions, reviewed, pending } of models) {
    const other = rows.get(domain);
    rows.set(domain, {
      domain,
      newestAt: other === undefined || lastDecidedAt > other.newestAt ? lastDecidedAt : other.newestAt,
      decisions: decisions + (other?.decisions ?? 0),
      reviewed: reviewed + (other?.reviewed ?? 0),
      pending: pending + (other?.pending ?? 0),
    });
  }
  return [...rows.values()].sort(
    (a, b) => a.newestAt.localeCompare(b.newestAt) || a.domain.localeCompare(b.domain),
  );
}
