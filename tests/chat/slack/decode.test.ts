import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandText, messageText } from '../../../src/chat/slack/decode.ts'

const account = (user: string) => `slack:T1:${user}`

test.each([
  ['club organiser add <@U123|ada>', 'club organiser add slack:T1:U123'],
  ['show <https://arxiv.org/abs/1?a=1&amp;b=2>', 'show https://arxiv.org/abs/1?a=1&b=2'],
  ['show <http://arxiv.org|arxiv.org>', 'show http://arxiv.org'],
  ['find a &lt; b &amp;amp; c', 'find a < b &amp; c'],
  ['find “sparse attention”', 'find “sparse attention”'],
  ['find <#C1|general>', 'find #general'],
])('the command %j is read as %j', (text, wanted) => {
  expect(commandText(text, account)).toBe(wanted)
})

test.each([
  ['hi <@U1> and <@U2> and <@U3|eve>', 'hi @Ada and @U2 and @eve'],
  ['<!here> <!channel> <!subteam^S1|@readers> <!subteam^S2>', '@here @channel @readers @subteam'],
  ['<!date^1^{date}|yesterday> in <#C1|general>', 'yesterday in #general'],
  [
    '<https://x.org|the paper> <https://x.org> <http://x.org|x.org>',
    'the paper (https://x.org) https://x.org http://x.org',
  ],
  ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
])('the message %j says %j', (text, wanted) => {
  expect(messageText(text, (user) => (user === 'U1' ? 'Ada' : undefined))).toBe(wanted)
})

test('what a person typed comes back as it was typed, whatever signs it held', () => {
  const typed = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('&', '<', '>', 'amp;', 'lt;', '@', '|', 'a', ' ') }), (text) => {
      expect(messageText(typed(text), () => undefined)).toBe(text)
      expect(commandText(typed(text), account)).toBe(text)
    }),
  )
})
