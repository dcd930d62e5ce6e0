import type { AuditPlanReport } from '../../src/contracts/audit-plan.ts';
import type { DecisionPage } from '../../src/contracts/decision-page.ts';
import type { DomainOverview, DomainTrend, TrendStep } from '../../src/contracts/domain-parts.ts';
import type { DomainReliabilityReport } from '../../src/contracts/domain-reliability.ts';
import type { DomainReport } from '../../src/contracts/domain-report.ts';
import type { DomainWeeks } from '../../src/contracts/domain-weeks.ts';
import type { AuthorityRecord } from '../../src/contracts/governance.ts';
import type { IntakeReport, QuarantinePage } from '../../src/contracts/intake.ts';
import type { LedgerPage, LedgerVerification } from '../../src/contracts/ledger-export.ts';
import type { Packet } from '../../src/contracts/packet.ts';
import { pathName } from '../../src/contracts/path-name.ts';
import type { ProposalPage } from '../../src/contracts/proposal.ts';
import type { Publications } from '../../src/contracts/publication.ts';
import type { RecommendationReport } from '../../src/contracts/recommendation.ts';
import type { Register } from '../../src/contracts/register.ts';
import type { Settings, SettingsFile } from '../../src/contracts/settings.ts';
import type { Tokens } from '../../src/contracts/token.ts';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import type { Question } from './ask.ts';

/** What each domain may do, and what it needs for more. */
export const RECOMMENDATIONS: Question<RecommendationReport> = {
  path: '/v1/recommendations',
  parts: ['asOf', 'portfolio', 'recommendations'],
};

/** How often each domain is wrong, as far as people looked. */
export const RELIABILITY: Question<DomainReliabilityReport> = {
  path: '/v1/domains',
  parts: ['asOf', 'domains'],
};

export function overviewOf(domain: string): Question<DomainOverview> {
  return { path: addressOf(domain), parts: ['asOf', 'recommendations', 'reliability'] };
}

export function reportOf(domain: string): Question<DomainReport> {
  return { path: `${addressOf(domain)}/reliability`, parts: ['asOf', 'limit', 'models', 'cuts'] };
}

export function trendOf(domain: string, by: TrendStep): Question<DomainTrend> {
  return { path: `${addressOf(domain)}/trend?by=${by}`, parts: ['models', 'rows'] };
}

export function whatIfOf(domain: string): Question<WhatIf> {
  return { path: `${addressOf(domain)}/what-if`, parts: ['thresholds', 'steps'] };
}

/**
 * Decisions of a domain, the newest first.
 *
 * @param where conditions that must all hold
 * @param after what the page before said comes next; empty for the first
 */
export function decisionsOf(
  domain: string,
  where: readonly string[],
  limit: number,
  after: string,
): Question<DecisionPage> {
  const query = conditionQuery(where);
  query.set('limit', String(limit));
  if (after !== '') query.set('after', after);
  return { path: `${addressOf(domain)}/decisions?${query}`, parts: ['total', 'decisions'] };
}

/** Where all of them are had as a file. */
export function decisionsFile(domain: string, where: readonly string[]): string {
  return `${addressOf(domain)}/decisions.csv?${conditionQuery(where)}`;
}

function conditionQuery(where: readonly string[]): URLSearchParams {
  return new URLSearchParams(where.map((condition): [string, string] => ['where', condition]));
}

/** The last weeks of every domain. */
export const WEEKS: Question<DomainWeeks> = { path: '/v1/weeks', parts: ['weeks', 'domains'] };

/** Proposals, the newest first; those older than one where it is named. */
export function proposalsOf(before: string): Question<ProposalPage> {
  const rest = before === '' ? '' : `&before=${encodeURIComponent(before)}`;
  return { path: `/v1/proposals?limit=200${rest}`, parts: ['proposals', 'next'] };
}

export function packetOf(id: string): Question<Packet> {
  return {
    path: `/v1/proposals/${encodeURIComponent(id)}/packet`,
    parts: ['proposal', 'evidence', 'record', 'checks'],
  };
}

/** Which authority the AI holds now. */
export const REGISTER: Question<Register> = { path: '/v1/register', parts: ['at', 'domains'] };

/** Which authority it ever held, floors and alarms. */
export const GOVERNANCE: Question<AuthorityRecord> = {
  path: '/v1/governance',
  parts: ['policies', 'floors', 'alarms'],
};

/** @param query of the address, as the route takes it */
export function ledgerOf(query: string): Question<LedgerPage> {
  return { path: `/v1/ledger?${query}`, parts: ['entries', 'head'] };
}

export const LEDGER_VERIFICATION: Question<LedgerVerification> = {
  path: '/v1/ledger/verification',
  parts: ['ok'],
};

/** The rules by which the server goes. */
export const SETTINGS: Question<Settings> = {
  path: '/v1/configuration',
  parts: ['configuration', 'domains', 'file'],
};

/** The file that they are kept in. */
export const SETTINGS_FILE: Question<SettingsFile> = {
  path: '/v1/configuration/file',
  parts: ['name', 'yaml', 'digest'],
};

export const TOKENS: Question<Tokens> = { path: '/v1/tokens', parts: ['tokens'] };
/** @param query of the address, as the route takes it */
export function auditPlanOf(query: string): Question<AuditPlanReport> {
  return { path: `/v1/audit-plan?${query}`, parts: ['asOf', 'domains', 'week'] };
}

/** What was published, and what of it is in force. */
export const EXPORTS: Question<Publications> = {
  path: '/v1/exports',
  parts: ['revision', 'files', 'pulls'],
};

/** What came in: its runs, the newest first; those older than one where it is named. */
export function intakeBefore(run: string): Question<IntakeReport> {
  const rest = run === '' ? '' : `&before=${encodeURIComponent(run)}`;
  return { path: `/v1/ingests?limit=20${rest}`, parts: ['decisions', 'verdicts', 'days', 'runs'] };
}

/** @param query of the address, as the route takes it */
export function quarantineOf(query: string): Question<QuarantinePage> {
  return { path: `/v1/quarantine?${query}`, parts: ['rows', 'next'] };
}

function addressOf(domain: string): string {
  return `/v1/domains/${pathName(domain)}`;
}
