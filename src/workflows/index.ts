/** What Leeway does, in reading order. */

export { belongTogether } from '../sources/belong-together.ts';
export { namedFiles } from '../store/reading/input-files.ts';
export { type BacktestAnswer, type BacktestRequest, backtestHistory } from './backtest-history.ts';
export { type CutsQuestion, cutsFromStore } from './cuts-of-domain.ts';
export { type DomainsQuestion, domainsFromStore } from './domains-of-store.ts';
export { type Explanation, explainFiles } from './explain-files.ts';
export { type ForgetRequest, forget } from './forget.ts';
export { type IngestAsk, KeyReused } from './intake.ts';
export { backupStore, backupStoreAt, restoreStore } from './keep-backups.ts';
export {
  examineStore,
  type IngestRequest,
  ingestFiles,
  initStore,
  recommendFromStore,
} from './keep-store.ts';
export { decisionsFromStore } from './list-decisions.ts';
export { type AuditPlanAnswer, type AuditPlanRequest, planAuditsFromFiles } from './plan-audits.ts';
export { readConfiguration, readMapping } from './read-settings.ts';
export { type RecommendAnswer, type RecommendRequest, recommendFromFiles } from './recommend-from-files.ts';
export { reportFromStore } from './report-domain.ts';
export { ServedStore, type ServeOptions } from './serve-store.ts';
export { SCENARIO_NAMES, simulateHistory } from './simulate-history.ts';
export { type ValidateRequest, validate } from './validate.ts';
