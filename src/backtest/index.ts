/** A walk through a real history: what would have been approved then, and what came of it. */
export { type BacktestSubject, backtest } from './backtest.ts';
