import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { certificateId } from '../governance/certificate-id.ts';
import { Database } from '../store/database.ts';
import { readHistory } from '../store/history.ts';
import { type QuarantinedRule, writeQuarantine } from '../store/quarantine.ts';
import { recommend } from '../tuning/recommend.ts';

/** What a one-shot recommendation is asked. */
export interface RecommendRequest {
  /** Files, folders, globs, `-` for standard input. */
  readonly files: readonly string[];
  readonly mapping: Mapping;
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the input. */
  readonly asOf: string | null;
  readonly firstLook: boolean;
  /** Where to write the refused rows; null means nowhere. */
  readonly quarantineFile: string | null;
}

export interface RecommendAnswer {
  readonly report: RecommendationReport;
  readonly quarantined: readonly QuarantinedRule[];
}

/**
 * Reads a history of files and recommends, per (domain, model), the lowest confidence at which the AI may act
 * alone. Deterministic to the byte for the same input, `asOf` and configuration.
 *
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row
 */
export async function recommendFromFiles(request: RecommendRequest): Promise<RecommendAnswer> {
  const db = await Database.open();
  try {
    const history = await readHistory(
      db,
      request.files,
      request.mapping,
      request.configuration,
      request.asOf,
    );
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    const newest = newestModels(history.evidence);
    const recommendations = history.evidence.map((evidence) => {
      const draft = recommend(evidence, {
        rules: rulesFor(request.configuration, evidence.domain),
        asOf: history.asOf,
        firstLook: request.firstLook,
        isNewestModel: newest.get(evidence.domain) === evidence.model,
      });
      const { certificate, target } = draft;
      return {
        ...draft,
        certificate: certificate && { id: certificateId(evidence, target, certificate), ...certificate },
      };
    });
    return {
      report: { version: 1, asOf: history.asOf, input: history.summary, recommendations },
      quarantined: history.quarantined,
    };
  } finally {
    db.close();
  }
}

/** The model that acts in each domain: the one that began to decide last. */
function newestModels(evidence: readonly Evidence[]): Map<string, string> {
  const newest = new Map<string, Evidence>();
  for (const one of evidence) {
    const other = newest.get(one.domain);
    if (other === undefined || isNewer(one, other)) newest.set(one.domain, one);
  }
  return new Map([...newest].map(([domain, one]) => [domain, one.model]));
}

function isNewer(one: Evidence, other: Evidence): boolean {
  if (one.firstDecidedAt !== other.firstDecidedAt) return one.firstDecidedAt > other.firstDecidedAt;
  if (one.lastDecidedAt !== other.lastDecidedAt) return one.lastDecidedAt > other.lastDecidedAt;
  return one.model > other.model;
}
