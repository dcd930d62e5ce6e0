/** What Leeway does, in reading order. */

export { belongTogether } from '../sources/belong-together.ts';
export { namedFiles } from '../store/reading/input-files.ts';
export type { Vouched } from './access/bind-account.ts';
export { createTokenInStore, revokeTokenInStore, tokensFromStore } from './access/tokens.ts';
export { Stopped } from './apply-loop.ts';
export { answerAgain, domainsFromStore, recommendFromStore } from './ask-record.ts';
export { attachLake } from './attach-lake.ts';
export { backtestHistory } from './backtest-history.ts';
export { verifyLedgerFile, verifyLedgerLines, verifyStoreLedger } from './check-ledger.ts';
export { DEMO_PEOPLE, makeDemoStore } from './demo-store.ts';
export { reviewersOf, segmentsOf, thresholdsOf } from './domain-parts.ts';
export { drawQueueOnRecord } from './draw-queue.ts';
export { evidenceStatements } from './evidence-statements.ts';
export { type Explanation, explainFiles } from './explain-files.ts';
export { exportLedger, exportLines } from './export-ledger.ts';
export { checkExport } from './exports/check-export.ts';
export type { Exported } from './exports/in-store.ts';
export {
  exportFromStore,
  type Published,
  type PublishRequest,
  publishExport,
  publishExported,
} from './exports/publish-export.ts';
export { verifyExport } from './exports/verify-export.ts';
export { type ForgetRequest, forget } from './forget.ts';
export {
  activateProposal,
  commentOn,
  voteOn,
  withdrawProposal,
} from './govern/decide-proposal.ts';
export type { NightlyExports } from './govern/export-nightly.ts';
export type { Governing } from './govern/governing.ts';
export {
  governanceFromStore,
  proposalFromStore,
} from './govern/look.ts';
export { oversightFromStore, oversightOnRecord } from './govern/oversight.ts';
export { packetFromStore, packetHtml } from './govern/packet.ts';
export { draftProposal, type ProposeRequest, propose } from './govern/propose.ts';
export { registerFromStore } from './govern/register.ts';
export { NIGHTLY_JOB, runNightly } from './govern/run-nightly.ts';
export {
  endFloor,
  makeFloor,
  narrowDomain,
  reviewAlarmOf,
  revokeDomain,
} from './govern/take-back.ts';
export { verifyProposalInStore } from './govern/verify-in-store.ts';
export { type ProposalCheck, verifyProposal } from './govern/verify-proposal.ts';
export { withGovernance } from './govern/with-governance.ts';
export { importEvidence } from './import-evidence.ts';
export { type IngestAsk, KeyReused } from './intake.ts';
export { backupStoreAt, restoreStore } from './keep-backups.ts';
export { snapshotStoreAt } from './keep-snapshots.ts';
export {
  examineStore,
  ingestFiles,
  initStore,
} from './keep-store.ts';
export { type KeyUse, readPrivateKey, readPublicKey, writeKeys } from './ledger-keys.ts';
export { decisionsFromStore } from './list-decisions.ts';
export { ledgerFromStore } from './list-ledger.ts';
export { openGate, type Route, type RouteReason, readSalt } from './open-gate.ts';
export {
  type PlanAim,
  planAuditsFromFiles,
} from './plan-audits.ts';
export { type PulledEvidence, pullEvidence } from './pull-evidence.ts';
export {
  readConfiguration,
  readConfigurationFile,
  readMapping,
  readWarehouse,
} from './read-settings.ts';
export { type RecommendAnswer, recommendFromFiles } from './recommend-from-files.ts';
export { reportFromStore } from './report-domain.ts';
export { routeLine } from './route-line.ts';
export type { ServeOptions } from './serve-options.ts';
export { ServedStore } from './serve-store.ts';
export type { DomainFigures } from './served/domain-figures.ts';
export type { Freshness, Told } from './served/last-answers.ts';
export type { FedEntry, LedgerFeed } from './served/ledger-feed.ts';
export type { StorePulse } from './served/store-pulse.ts';
export type { WebhookRecord } from './served/webhook-record.ts';
export { ServedGovernance } from './served-governance.ts';
export { anchorOfStore, signStoreLedger } from './sign-ledger.ts';
export { SCENARIO_NAMES, simulateHistory } from './simulate-history.ts';
export { simulateInto } from './simulate-into.ts';
export { validate } from './validate.ts';
export type { StorePlace } from './with-store.ts';
export { writeMaps } from './write-maps.ts';
export { writeText } from './write-text.ts';
