import { percentNear } from '../contracts/figures.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import type { ArmVoices } from '../contracts/review-signals.ts';
import { swayedBy } from './anchoring.ts';

/** Why nothing rests on verdicts that are swayed, and what helps; nothing where that is not the reason. */
export function swayedSentences(
  { refusal }: Pick<Recommendation, 'refusal'>,
  arms: readonly ArmVoices[] | undefined,
): string[] {
  const found = refusal?.reason === 'reviewer_quality' ? swayedBy(arms) : null;
  if (found === null) return [];
  const { blind, shown } = found;
  return [
    `Reviewers follow the AI: of the decisions that they judged blind they changed ${percentNear(blind)} %, of the same mix in sight of its answer ${percentNear(shown)} %, and chance does not explain that. So it errs more often than these verdicts show, and nothing is certified on them (onAnchoring: refuse).`,
    'More verdicts in sight of the answer do not help. Let each reviewer judge again, blind, what they judged in sight of it (the last word of each counts), and review blind from now on.',
  ];
}
