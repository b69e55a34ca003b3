import { describe, expect, it } from '@jest/globals';
import { findHiddenComments, forLog, forMarkdown, hiddenComment } from '../../src/base/escape.ts';

describe('foreign text', () => {
  it.each(['::error::x', '  ::set-output name=a::b', 'see ##[add-mask]x', 'a\n::error::x', 'a\r::error::x'])(
    'is no command in the log: %j',
    (text) => {
      expect(forLog(text)).not.toMatch(/^\s*::|##\[|[\r\n]/m);
    },
  );

  it('mentions no user and no issue in Markdown, and is no markup', () => {
    const shown = forMarkdown('@octocat a@_.b `a` **b** [c](d) <e> | #7');
    expect(shown).not.toMatch(/@[a-z_\\]/);
    expect(shown).not.toMatch(/(?<!\\)[`*[\]|<>]/);
  });
});

it('keeps a value in a hidden comment, whatever it contains', () => {
  const value = { title: '--> <!-- @octocat & "x"\n' };
  const comment = hiddenComment('doksi:x', value);
  expect(comment).not.toMatch(/@|\n|-->.*-->/);
  expect(findHiddenComments('doksi:x', `a ${comment} b`)).toMatchObject([{ value, start: 2 }]);
});
