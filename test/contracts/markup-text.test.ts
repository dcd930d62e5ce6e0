import { describe, expect, it } from 'vitest';
import { markupText } from '../../src/contracts/markup-text.ts';

describe('markupText(text)', () => {
  it('leaves nothing that would end a text, in an element or between either kind of quotes', () => {
    expect(markupText(`<b title="x" id='y'>&amp;`)).toBe(
      '&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;',
    );
  });

  it('leaves every other text as it is', () => {
    expect(markupText('ünïcode 🦆 = 1 / 2; ok')).toBe('ünïcode 🦆 = 1 / 2; ok');
  });
});
