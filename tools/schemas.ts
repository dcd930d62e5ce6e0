import { z } from 'zod';
import {
  AuditPlanReport,
  BackupManifest,
  Certificate,
  Configuration,
  Curve,
  Decision,
  DecisionPage,
  DomainOverview,
  DomainReliabilityReport,
  DomainReport,
  DomainReviewers,
  DomainSegments,
  DomainThresholds,
  DomainTrend,
  DomainWeeks,
  Evidence,
  EvidenceCell,
  IngestSummary,
  LedgerExport,
  LedgerPage,
  LedgerVerification,
  Mapping,
  Oversight,
  Packet,
  PairedRow,
  RecalibrationMaps,
  Recommendation,
  RecommendationReport,
  Register,
  StoreReport,
  Thresholds,
  Verdict,
  Warehouse,
  WhatIf,
} from '../src/contracts/index.ts';

/** Every published schema. `input` is what a user writes, where that differs from what is made of it. */
const PUBLISHED = [
  { name: 'decision', schema: Decision, io: 'input', title: 'One answer of the AI' },
  { name: 'verdict', schema: Verdict, io: 'input', title: "One person's verdict on one decision" },
  { name: 'paired-row', schema: PairedRow, io: 'input', title: 'A decision and its verdict in one row' },
  { name: 'configuration', schema: Configuration, io: 'input', title: 'leeway.yaml' },
  {
    name: 'mapping',
    schema: Mapping,
    io: 'input',
    title: 'How foreign columns become decisions and verdicts',
  },
  {
    name: 'warehouse',
    schema: Warehouse,
    io: 'input',
    title: 'Where an engine keeps decisions and verdicts',
  },
  { name: 'evidence-cell', schema: EvidenceCell, io: 'output', title: 'A count of decisions that are alike' },
  { name: 'evidence', schema: Evidence, io: 'output', title: 'All evidence on one domain and model' },
  { name: 'curve', schema: Curve, io: 'output', title: 'Risk and coverage at every threshold' },
  { name: 'certificate', schema: Certificate, io: 'output', title: 'The evidence at a certified threshold' },
  { name: 'recommendation', schema: Recommendation, io: 'output', title: 'What one domain is ready for' },
  {
    name: 'recommendation-report',
    schema: RecommendationReport,
    io: 'output',
    title: 'leeway recommend --format json',
  },
  {
    name: 'audit-plan-report',
    schema: AuditPlanReport,
    io: 'output',
    title: 'leeway audit-plan --format json',
  },
  {
    name: 'domain-reliability-report',
    schema: DomainReliabilityReport,
    io: 'output',
    title: 'leeway domains --format json',
  },
  {
    name: 'recalibration-maps',
    schema: RecalibrationMaps,
    io: 'output',
    title: 'leeway recommend --maps FILE',
  },
  { name: 'domain-report', schema: DomainReport, io: 'output', title: 'leeway report DOMAIN --format json' },
  { name: 'domain-overview', schema: DomainOverview, io: 'output', title: 'GET /v1/domains/{domain}' },
  {
    name: 'domain-thresholds',
    schema: DomainThresholds,
    io: 'output',
    title: 'GET /v1/domains/{domain}/thresholds',
  },
  {
    name: 'domain-trend',
    schema: DomainTrend,
    io: 'output',
    title: 'GET /v1/domains/{domain}/trend',
  },
  {
    name: 'domain-what-if',
    schema: WhatIf,
    io: 'output',
    title: 'GET /v1/domains/{domain}/what-if',
  },
  {
    name: 'domain-decisions',
    schema: DecisionPage,
    io: 'output',
    title: 'GET /v1/domains/{domain}/decisions',
  },
  { name: 'domain-weeks', schema: DomainWeeks, io: 'output', title: 'GET /v1/weeks' },
  {
    name: 'domain-segments',
    schema: DomainSegments,
    io: 'output',
    title: 'GET /v1/domains/{domain}/segments',
  },
  {
    name: 'domain-reviewers',
    schema: DomainReviewers,
    io: 'output',
    title: 'GET /v1/domains/{domain}/reviewers',
  },
  { name: 'ingest-summary', schema: IngestSummary, io: 'output', title: 'leeway ingest --format json' },
  {
    name: 'backup-manifest',
    schema: BackupManifest,
    io: 'output',
    title: 'manifest.json of leeway backup',
  },
  {
    name: 'ledger-export',
    schema: LedgerExport,
    io: 'output',
    title: 'A line of leeway ledger export',
  },
  { name: 'ledger-page', schema: LedgerPage, io: 'output', title: 'leeway ledger --format json' },
  {
    name: 'ledger-verification',
    schema: LedgerVerification,
    io: 'output',
    title: 'leeway ledger verify --format json',
  },
  { name: 'register', schema: Register, io: 'input', title: 'leeway register --format json' },
  { name: 'oversight', schema: Oversight, io: 'input', title: 'leeway oversight --format json' },
  { name: 'packet', schema: Packet, io: 'input', title: 'leeway packet ID --format json' },
  { name: 'store-report', schema: StoreReport, io: 'output', title: 'leeway doctor --format json' },
  { name: 'thresholds', schema: Thresholds, io: 'input', title: 'leeway export --format json' },
] as const;

/** Raised when a schema changes in a way that refuses what it accepted before. */
const VERSION = 1;

/** File name and text of every JSON Schema (2020-12); the same bytes whenever the contracts are the same. */
export function schemaTexts(): ReadonlyMap<string, string> {
  return new Map(
    PUBLISHED.map(({ name, schema, io, title }) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
      const whole = { $schema, $id: `urn:leeway:schema:${name}:${VERSION}`, title, ...rest };
      return [`${name}.json`, `${JSON.stringify(whole, null, 2)}\n`];
    }),
  );
}
