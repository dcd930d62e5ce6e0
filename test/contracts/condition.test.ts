import { describe, expect, it } from 'vitest';
import { conditionFrom } from '../../src/contracts/condition.ts';

describe('a condition on decisions', () => {
  it('compares a number, a time, a word or a segment', () => {
    expect(conditionFrom('confidence >= 0.9')).toEqual({
      ...{ kind: 'number', field: 'confidence', is: '>=', value: 0.9 },
    });
    expect(conditionFrom('decided_at<2026-05-04')).toEqual({
      ...{ kind: 'time', field: 'decided_at', is: '<', value: '2026-05-04T00:00:00.000Z' },
    });
    expect(conditionFrom('verdict!=agree')).toEqual({
      ...{ kind: 'word', field: 'verdict', is: '!=', value: 'agree' },
    });
    expect(conditionFrom('segment.shoe size=a=b')).toEqual({
      ...{ kind: 'segment', name: 'shoe size', is: '=', value: 'a=b' },
    });
  });

  it.each([
    ['confidence', /no condition; write one such as/],
    ['colour=red', /no such field; there are confidence, /],
    ['constructor=red', /no such field/],
    ['verdict>agree', /verdict is a word; compare it with = or !=/],
    ['segment.channel<z', /compare it with = or !=/],
    ['confidence>=much', /confidence is compared with a number/],
    ['amount=', /amount is compared with a number/],
    ['decided_at>=soon', /no time; write one such as/],
  ])('refuses %s with the mend', (text, words) => {
    expect(() => conditionFrom(text)).toThrow(words);
  });
});
