import type { DomainReport } from '../../src/contracts/domain-report.ts';
import type { Recommendation } from '../../src/contracts/recommendation.ts';

/** What every part of the record is drawn from. */
export interface RecordProps {
  readonly report: DomainReport;
  /** Null where nothing is recommended, or it is not known yet. */
  readonly acting: Recommendation | null;
}
