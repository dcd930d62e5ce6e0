import type { ConfidenceShift, ShiftDirection } from '../contracts/confidence-shift.ts';

const NOW: Readonly<Record<ShiftDirection, string>> = {
  'more-sure': 'more sure of itself than before',
  'less-sure': 'less sure of itself than before',
  'more-spread': 'more often very sure of itself than before, and more often unsure',
  'less-spread': 'less often very sure of itself than before, and less often unsure',
};

/** What has shifted, and what to do about it. */
export function shiftSentence(
  { soundedOn, changedOn, direction, alarms }: ConfidenceShift,
  isCertified: boolean,
): string {
  const times = alarms === 1 ? '' : `, the last of ${alarms} times`;
  const seen = `Since about ${changedOn} the AI is ${NOW[direction]} (the alarm on its confidences sounded on ${soundedOn}${times}).`;
  return isCertified
    ? `${seen} No verdict says that it has become worse, and what is certified stands; but part of the record is of before: review more of its decisions before it takes more of them alone.`
    : `${seen} This says nothing of its errors: review more of its decisions.`;
}
