/** What Leeway does, in reading order. */

export { type BacktestRequest, backtestHistory } from './backtest-history.ts';
export { backupStore, backupStoreAt, restoreStore } from './keep-backups.ts';
export {
  examineStore,
  type IngestRequest,
  ingestFiles,
  initStore,
  recommendFromStore,
} from './keep-store.ts';
export { type AuditPlanAnswer, type AuditPlanRequest, planAuditsFromFiles } from './plan-audits.ts';
export { readConfiguration, readMapping } from './read-settings.ts';
export { type RecommendAnswer, type RecommendRequest, recommendFromFiles } from './recommend-from-files.ts';
export { SCENARIO_NAMES, simulateHistory } from './simulate-history.ts';
export { type ValidateRequest, validate } from './validate.ts';
