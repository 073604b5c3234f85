import { describe, expect, test } from 'vitest'
import { leavesOf, missing, parseCommandLine, spelledOut } from '../../../src/playground/page/discord/command-line.ts'
import { parseMarkdown } from '../../../src/playground/page/discord/markdown.ts'
import type { Rich, RichBlock } from '../../../src/playground/page/rich.ts'
import { parseMrkdwn } from '../../../src/playground/page/slack/mrkdwn.ts'
import { discordContent } from './fixtures.ts'

/** What was parsed, spelled with tags, so that a test reads like what is seen. */
function spelled(blocks: readonly RichBlock[]): string {
  return blocks.map(block).join('')
}

function block(of: RichBlock): string {
  switch (of.kind) {
    case 'paragraph':
      return `<p>${line(of.children)}</p>`
    case 'heading':
      return `<h${of.level}>${line(of.children)}</h${of.level}>`
    case 'small':
      return `<small>${line(of.children)}</small>`
    case 'quote':
      return `<quote>${spelled(of.blocks)}</quote>`
    case 'pre':
      return `<pre>${of.text}</pre>`
    case 'list':
      return `<list>${of.items.map((item) => `<li>${spelled(item)}</li>`).join('')}</list>`
  }
}

function line(parts: readonly Rich[]): string {
  return parts.map(part).join('')
}

function part(of: Rich): string {
  switch (of.kind) {
    case 'text':
    case 'mention':
      return of.text
    case 'code':
      return `<code>${of.text}</code>`
    case 'link':
      return `<a ${of.url}>${line(of.children)}</a>`
    case 'user':
    case 'channel':
      return `<${of.kind} ${of.id}>`
    case 'time':
      return `<time ${of.at}>`
    default:
      return `<${of.kind}>${line(of.children)}</${of.kind}>`
  }
}

describe("Discord's Markdown", () => {
  const seen = (source: string) => spelled(parseMarkdown(source))

  test.each([
    [
      '**bold** *it* _it_ __under__ ~~no~~ ||hidden||',
      '<p><bold>bold</bold> <italic>it</italic> <italic>it</italic> <underline>under</underline> <strike>no</strike> <spoiler>hidden</spoiler></p>',
    ],
    ['**a *b* c**', '<p><bold>a <italic>b</italic> c</bold></p>'],
    ['***both***', '<p><bold><italic>both</italic></bold></p>'],
    ['snake_case_name 2 * 3 * 4', '<p>snake_case_name 2 * 3 * 4</p>'],
    ['\\*\\*not bold\\*\\* \\_ \\#', '<p>**not bold** _ #</p>'],
    ['**a \\*\\* b**', '<p><bold>a ** b</bold></p>'],
    ['`a **b** c`', '<p><code>a **b** c</code></p>'],
    ['# One\n## Two\n### Three\n#no', '<h1>One</h1><h2>Two</h2><h3>Three</h3><p>#no</p>'],
    ['-# small **print**', '<small>small <bold>print</bold></small>'],
    ['> a\n> b\nc', '<quote><p>a\nb</p></quote><p>c</p>'],
    [
      '- a\n- b\n  - c\n1. d',
      '<list><li><p>a</p></li><li><p>b</p><list><li><p>c</p></li></list></li></list><list><li><p>d</p></li></list>',
    ],
    ['```js\nlet a\n```', '<pre>let a</pre>'],
    ['[a **b**](https://x.org/a_(b))', '<p><a https://x.org/a_(b)>a <bold>b</bold></a></p>'],
    ['[a](<https://x.org/>) <https://y.org>', '<p><a https://x.org/>a</a> <a https://y.org>https://y.org</a></p>'],
    ['see https://x.org/a.', '<p>see <a https://x.org/a>https://x.org/a</a>.</p>'],
    ['[no](javascript:alert(1))', '<p>[no](javascript:alert(1))</p>'],
    ['<@1> <@!2> <#3> </paper week:4> <t:60:R>', '<p><user 1> <user 2> <channel 3> /paper week <time 60000></p>'],
  ])('%j', (source, wanted) => {
    expect(seen(source)).toBe(wanted)
  })
})

describe("Slack's mrkdwn", () => {
  const seen = (source: string) => spelled(parseMrkdwn(source))

  test.each([
    ['*bold* _it_ ~no~ `code`', '<p><bold>bold</bold> <italic>it</italic> <strike>no</strike> <code>code</code></p>'],
    ['snake_case_name 2*3*4', '<p>snake_case_name 2*3*4</p>'],
    ['*a\nb*', '<p>*a\nb*</p>'],
    ['(*a*), "_b_"', '<p>(<bold>a</bold>), "<italic>b</italic>"</p>'],
    ['x\u2060*\u2060y\u2060*\u2060', '<p>x\u2060*\u2060y\u2060*\u2060</p>'],
    ['&lt;b&gt; &amp;amp;', '<p><b> &amp;</p>'],
    ['<https://x.org?a=1&amp;b=2|a &amp; b>', '<p><a https://x.org?a=1&b=2>a & b</a></p>'],
    ['<javascript:alert(1)|no>', '<p>no</p>'],
    [
      '<@U1> <#C1|papers> <!channel> <!date^60^{date_num} {time}|then>',
      '<p><user U1> <channel C1> @channel <time 60000></p>',
    ],
    ['&gt; quoted\nnot', '<quote><p>quoted</p></quote><p>not</p>'],
    ['a ```x *y* &lt;``` b', '<p>a </p><pre>x *y* <</pre><p> b</p>'],
    [':tada: :unknown_one:', '<p>🎉 :unknown_one:</p>'],
  ])('%j', (source, wanted) => {
    expect(seen(source)).toBe(wanted)
  })
})

describe("Discord's command line", () => {
  const leaves = leavesOf(discordContent().commands)
  const read = (text: string) => {
    const line = parseCommandLine(text, leaves)
    return (
      line && {
        sent: spelledOut(line),
        active: line.active?.option.name,
        missing: missing(line).map(({ name }) => name),
      }
    )
  }

  test('subcommands are found with their groups', () => {
    expect(leaves.map(({ path }) => path)).toEqual(['/paper week', '/paper find', '/paper show', '/paper club set'])
    expect(read('/paper club')).toBeNull()
    expect(read('/paper weekly')).toBeNull()
    expect(read('/paper week')).toEqual({ sent: '/paper week', active: undefined, missing: [] })
  })

  test('words before any name fill the first option, and a colon in a value does no harm', () => {
    expect(read('/paper find sparse: attention tag:nlp')).toEqual({
      sent: '/paper find words:sparse: attention tag:nlp',
      active: 'tag',
      missing: [],
    })
  })

  test('a required option without a value is missing', () => {
    expect(read('/paper find')?.missing).toEqual(['words'])
    expect(read('/paper find tag:nlp')?.missing).toEqual(['words'])
    expect(read('/paper find words: tag:nlp')?.missing).toEqual(['words'])
  })
})
