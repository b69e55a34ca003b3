import { describe, expect, it } from '@jest/globals';
import { forLog, forMarkdown } from '../src/escape.ts';

describe('foreign text', () => {
  it.each(['::error::x', '  ::set-output name=a::b', 'see ##[add-mask]x', 'a\n::error::x', 'a\r::error::x'])(
    'in the log is no command: %j',
    (text) => {
      const shown = forLog(text);
      expect(shown).not.toMatch(/^\s*::|##\[|[\r\n]/m);
    },
  );

  it('in Markdown mentions nobody, and is no markup', () => {
    const shown = forMarkdown('@octocat `a` **b** [c](d) <e> | #7');
    expect(shown).not.toMatch(/@[a-z]/);
    expect(shown).not.toMatch(/(?<!\\)[`*[\]|<>]/);
  });
});
