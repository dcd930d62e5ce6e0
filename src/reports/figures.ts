import { count } from '../contracts/figures.ts';
import type { InputSummary } from '../contracts/rule.ts';

export {
  count,
  counted,
  limitPercent,
  momentText,
  percent,
  percentUp,
  threshold,
} from '../contracts/figures.ts';
export { visible } from '../contracts/visible.ts';

/** What was read, as it stands in every report. */
export function inputText({ decisions, verdicts, quarantined }: InputSummary): string {
  return `${count(decisions)} decisions, ${count(verdicts)} verdicts, ${count(quarantined)} rows in quarantine`;
}
