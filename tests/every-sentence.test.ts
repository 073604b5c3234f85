import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sentencesOf } from './every-sentence.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms whose words members and organisers read, and those that speak to whoever runs the bot. */
const IN_CHAT = ['commands/**/*.ts', 'src/{app,chat,club,library,services,web}/**/*.ts']
const BESIDE = ['src/{cli,disk,local,schedule,start,store,worker}/**/*.ts', 'src/main.ts']

/** Who reads documents has lists of words to find in them: only its whole sentences are ever said. */
const isSaid = (file: string, sentence: string) => !file.startsWith('src/library/') || /[.:?]$/.test(sentence)

const read = (rooms: string[]) =>
  globSync(rooms, { cwd: root })
    .toSorted()
    .map((file) => ({ file, said: sentencesOf(`${root}${file}`).filter((sentence) => isSaid(file, sentence)) }))
    .filter(({ said }) => said.length > 0)

/** As the text of a list's item, in which nothing is a link. */
const onOneLine = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, ' ↵ ')
    .replaceAll('](', ']\\(')
    .trim()

const [inChat, beside] = [read(IN_CHAT), read(BESIDE)]

describe('every sentence', () => {
  it('stands on one page, for reading', async () => {
    const part = ({ file, said }: { file: string; said: string[] }) =>
      `### ${file}\n\n${said.map((one) => `- ${onOneLine(one)}\n`).join('')}`
    const page = [HEAD, '## In the chats\n', ...inChat.map(part), '## To whoever runs the bot\n', ...beside.map(part)]
    await expect(page.join('\n')).toMatchFileSnapshot(`${root}docs/every-sentence.md`)
  })

  it('in the chats has neither an exclamation mark nor a word of the machine room', () => {
    const bad = /\p{L}!(?:\s|$)|\b(?:outbox|payload|null|undefined|timestamp|the store)\b/u
    const found = inChat.flatMap(({ file, said }) =>
      said.filter((one) => bad.test(one)).map((one) => `${file}: ${one}`),
    )
    expect(found).toEqual([])
  })
})

const HEAD = `# Every sentence

What the bot can say, file by file, for whoever wants to read it through; {braces} stand for values. [sentences.md](sentences.md) says
how it shall speak. A test makes this page: \`npx vitest run tests/every-sentence.test.ts -u\`.
`
