import { percentNear, reachText, thresholdText } from '../contracts/figures.ts';
import type { Recommendation } from '../contracts/recommendation.ts';

type Told = Pick<Recommendation, 'action' | 'level' | 'current' | 'proposed' | 'certified' | 'limitedBy'>;

/** What is proposed to an AI that has authority already. */
export function moveSentence({ action, level, current, proposed, certified, limitedBy }: Told): string {
  const held = thresholdText(current.threshold ?? 0);
  if (action === 'narrow' && proposed !== null)
    return `The AI acts from ${held} on, and the record no longer carries that: authority goes back to ${reachText(proposed.threshold, proposed.maxAmount)}.`;
  if (limitedBy.includes('cooldown'))
    return `The AI acts from ${held} on; the last widening is so recent that nothing more is proposed yet (cooldown).`;
  if (proposed === null && certified !== null && certified.threshold > (current.threshold ?? 0))
    return `${stays(held)} The lowest threshold that the record would certify anew today is ${reachText(certified.threshold, certified.maxAmount)}.`;
  if (proposed === null)
    return limitedBy.includes('step')
      ? `The AI acts from ${held} on; no certified threshold adds so little that one step may add it (maxStep), so nothing is proposed.`
      : `The AI acts from ${held} on, and the record carries that; nothing more is certified.`;
  const reach = reachText(proposed.threshold, proposed.maxAmount);
  if (level === 'autonomous')
    return `The AI has been on the loop from ${held} on for long enough: the proposal is to let it be autonomous at ${reach}.`;
  return `The AI acts from ${held} on; the proposal is to let it act at ${reach}, on the loop where it did not act before: ${percentNear(proposed.coverage)} % of the decisions instead of ${percentNear(current.coverage)} %.`;
}

/** What follows where nothing is certified and something is held. */
export function takenBack({ action, current }: Told): string[] {
  if (current.threshold === null) return [];
  const held = thresholdText(current.threshold);
  return action === 'narrow' ? [`The AI acts from ${held} on: that goes back into the loop.`] : [stays(held)];
}

function stays(held: string): string {
  return `The AI acts from ${held} on by a certificate that it has earned, and the record still speaks for that, so it stays until it expires.`;
}
