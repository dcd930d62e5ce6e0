import { describe, expect, it } from 'vitest';
import { shiftSentence } from '../../src/tuning/shift-sentence.ts';

const days = { soundedOn: '2026-03-19', changedOn: '2026-03-17' };

describe('what is said of shifted confidences', () => {
  it('names the days, and says that authority stays and what to do', () => {
    expect(shiftSentence({ ...days, direction: 'more-sure', alarms: 1 }, true)).toBe(
      'Since about 2026-03-17 the AI is more sure of itself than before (the alarm on its confidences sounded on 2026-03-19). No verdict says that it has become worse, and what is certified stands; but part of the record is of before: review more of its decisions before it takes more of them alone.',
    );
  });

  it('says how often it sounded, and less where nothing is certified any more', () => {
    expect(shiftSentence({ ...days, direction: 'less-spread', alarms: 3 }, false)).toBe(
      'Since about 2026-03-17 the AI is less often very sure of itself than before, and less often unsure (the alarm on its confidences sounded on 2026-03-19, the last of 3 times). This says nothing of its errors: review more of its decisions.',
    );
  });
});
