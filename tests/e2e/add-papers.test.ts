import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActResult, ChatName, FileSent, MessageView, ModalView } from '../../src/playground/types.ts'
import { openDocuments } from '../../src/services/importing/documents.ts'
import { createReader } from '../../src/services/importing/reader.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, everythingIn, type Who } from './people.ts'
import { wordsOf, wordsOfForm } from './words.ts'

const MENU = 'Add papers from message'

let inside: Inside
let stall = 0
const documents = openDocuments({ bases: { arxiv: [], doi: [], openreview: [] } })
beforeAll(async () => {
  inside = await openInside({
    seeds: { '1.md': '# One\n\n## Papers\n\n### The First Of All\n' },
    reader: createReader(documents),
    delay() {
      const now = stall
      stall = 0
      return now
    },
  })
})
afterAll(async () => {
  await inside.close()
  await documents.close()
})

const digest = (...titles: string[]) =>
  ['# A digest', '## Papers', ...titles.flatMap((title) => [`### ${title}`, `What ${title} says.`])].join('\n\n')
const bibtex = (title: string) => `@article{one, title = {${title}}, author = {Noether, Emmy}, year = {1918}}`
const file = (name: string, content: string | Uint8Array): FileSent => ({
  name,
  type: 'application/octet-stream',
  base64: Buffer.from(content).toString('base64'),
})

async function call(chat: ChatName, text: string, who: Who = 0, files?: Record<string, FileSent>): Promise<ActResult> {
  const { people } = inside
  const [persona, { id: channel }] = await Promise.all([people.id(chat, who), people.room(chat)])
  return inside.act(chat, { persona, do: 'command', channel, text, ...(files && { files }) })
}

async function openForm(chat: ChatName): Promise<ModalView> {
  const { modal, error, message } = await call(chat, '/paper add')
  if (!modal) throw new Error(`no form in ${chat}: ${error ?? wordsOf(message)}`)
  return modal
}

async function submit(chat: ChatName, what: string, files: FileSent[] = []): Promise<ActResult> {
  const { id: modal, persona } = await openForm(chat)
  return inside.act(chat, { persona, do: 'submit', modal, fields: { what }, files: { file: files } })
}

const answered = (chat: ChatName, words: string): Promise<MessageView> =>
  eventually(`“${words}” in ${chat}`, async () =>
    everythingIn(await inside.people.room(chat)).findLast(
      (message) => message.onlyFor !== null && wordsOf(message).includes(words),
    ),
  )

async function point(chat: ChatName, text: string, files: FileSent[], who: Who = 0): Promise<ActResult> {
  const { people } = inside
  const [author, persona, { id: channel }] = await Promise.all([
    people.id(chat, 1),
    people.id(chat, who),
    people.room(chat),
  ])
  const said = await inside.act(chat, { persona: author, do: 'say', channel, text, files })
  return inside.act(chat, { persona, do: 'point', channel, message: said.message?.id ?? '', name: MENU })
}

describe.each(CHATS)('the form of /paper add in %s', (chat) => {
  it('keeps the line breaks of pasted text, so that a digest becomes all of its papers', async () => {
    await submit(chat, digest(`Sheep of ${chat}`, `Goats of ${chat}`, `Bees of ${chat}`))
    const answer = await answered(chat, `Sheep of ${chat}`)
    expect(wordsOf(answer)).toContain('3 papers')
    expect(wordsOf(answer)).toContain(`What Bees of ${chat} says.`)
    expect(answer.onlyFor).toBe(await inside.people.id(chat))
  })

  it('says how many entries were not read, and where the first of them stands', async () => {
    const list = `# Papers of ${chat}\n\n- [Gears of ${chat} Turn](https://arxiv.org/abs/2001.0000${chat.length})\n- https://arxiv.org/abs/2001.00018\n- https://arxiv.org/abs/2001.00019\n`
    await submit(chat, list)
    expect(wordsOf(await answered(chat, `Gears of ${chat}`))).toContain(
      '2 entries were not read, the first at line 4: “https://arxiv.org/abs/2001.00018”. Give them by link, DOI or title.',
    )
  })

  it('says what looks like a paper in a document of which nothing could be read, and what to do', async () => {
    const table = `# Reading club of ${chat}\n\n| Month | Place | Choice |\n|---|---|---|\n| May | at Ada’s | The Patient Wall of Kettle Street |\n| June | at Teo’s | Moss and Its Discontents at Night |\n`
    await submit(chat, digest(`Walls of ${chat}`), [file('club.md', table)])
    const said = wordsOf(await answered(chat, `Walls of ${chat}`))
    expect(said).toContain(
      'No paper could be read here, though 2 rows look like one, the first at line 5: “The Patient Wall of Kettle Street”.',
    )
    expect(said).toContain('Give the links or DOIs, or each title on a line of its own with who wrote it.')
  })

  it('takes files beside text; what cannot be read keeps the rest out of nothing', async () => {
    const image = file('picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13))
    const latin = file('old.bib', Buffer.from(bibtex(`Über Körper in ${chat}`), 'latin1'))
    await submit(chat, digest(`Text of ${chat}`), [file('new.bib', bibtex(`Rings in ${chat}`)), image, latin])
    const said = wordsOf(await answered(chat, `Rings in ${chat}`))
    expect(said).toContain('Added: 3 papers')
    expect(said).toContain(`Text of ${chat}`)
    expect(said).toContain(`Über Körper in ${chat}`)
    expect(said).toMatch(/picture\.png.* — This is a picture/)
  })

  it('says at the field that nothing was given, and what file is too large', async () => {
    const empty = await submit(chat, ' \n ')
    expect(wordsOf(empty.message) + wordsOfForm(empty.modal)).toContain('Give a link, paste text, or choose a file')
    const large = await submit(chat, '', [file('large.csv', new Uint8Array(10_000_001))])
    expect(wordsOf(large.message) + wordsOfForm(large.modal)).toContain('“large.csv” is over 10 MB')
  })

  it('is not for everyone', async () => {
    const refused = await call(chat, '/paper add', 1)
    expect(refused.modal).toBeUndefined()
    expect(wordsOf(refused.message)).toContain('Only organisers')
  })
})

describe.each(CHATS)('text behind /paper add in %s', (chat) => {
  it('is a list where it is numbered on one line, as the chat leaves it of a list that is pasted', async () => {
    const of = (title: string) => `${title} of ${chat}`
    await call(
      chat,
      `/paper add what:1. Brun, A., Cruz, T. ${of('Distilling the rain')}. Moss Letters 2015. 2. Zhao, M. ${of('Deep residual moss')}. CVPR 2016. 3. Kingma & Ba, ${of('Adam: a method for gears')}, ICLR 2015`,
    )
    const said = wordsOf(await answered(chat, of('Distilling the rain')))
    expect(said).toContain('3 papers')
    expect(said).toContain(of('Adam: a method for gears'))
  })
})

describe.each(CHATS)('a message that an organiser points at in %s', (chat) => {
  it('gives its text, or its files with no word on the remark beside them', async () => {
    await point(chat, digest(`Said in ${chat}`), [])
    expect(wordsOf(await answered(chat, `Said in ${chat}`))).toContain('1 paper')
    await point(chat, 'the list of this week', [file('week.bib', bibtex(`Sent in ${chat}`))])
    expect(wordsOf(await answered(chat, `Sent in ${chat}`))).toContain('Read as bibtex: 1 paper')
  })

  it('gives nothing to anyone else, and says what is missing', async () => {
    expect(wordsOf((await point(chat, digest('Never'), [], 2)).message)).toContain('Only organisers')
    await point(chat, 'hm', [])
    expect(wordsOf(await answered(chat, 'That did not work'))).not.toContain('fault')
  })
})

it('F16 F17 the form opens while the store stands still, and what was sent is done once it is back', async () => {
  const send = (chat: ChatName, { id: modal, persona }: ModalView) =>
    inside.act(chat, { persona, do: 'submit', modal, fields: { what: digest(`Patience in ${chat}`) } })
  stall = 3_300
  const [discord, slack] = await Promise.all([openForm('discord'), openForm('slack')])
  expect((await send('discord', discord)).error).toBeUndefined()
  await eventually('the form itself in Slack', async () =>
    (await inside.chats()).slack.modals.some((open) => wordsOfForm(open).includes('Link or text')),
  )
  expect((await send('slack', slack)).error).toBeUndefined()
  for (const chat of CHATS) expect(wordsOf(await answered(chat, `Patience in ${chat}`))).toContain('1 paper')
})

describe('/paper add in one line', () => {
  it('takes an attached file on Discord, whose name helps to tell what it is', async () => {
    await call('discord', '/paper add', 0, { file: file('groups.bib', bibtex('Attached To A Command')) })
    expect(wordsOf(await answered('discord', 'Attached To A Command'))).toContain('Read as bibtex: 1 paper')
    await call('discord', '/paper add', 0, { file: file('large.csv', new Uint8Array(10_000_001)) })
    await answered('discord', '“large.csv” is over 10 MB')
  })

  it('says where text keeps the line breaks that a command has lost', async () => {
    await call('discord', `/paper add what:${digest('One Line', 'Of Two Papers').repeat(3).replace(/\s+/g, ' ')}`)
    await answered('discord', 'If it had several lines, call `/paper add` alone')
  })

  it('still refuses what only this machine can reach, the chats’ own files excepted', async () => {
    for (const chat of CHATS) {
      await call(chat, `/paper add ${inside.slack.origin}/files-pri/T1-F1/x.bib`)
      await answered(chat, 'only the usual ports')
    }
  })
})

it('sends neither chat anything that it refuses', () => {
  expect(inside.refusals()).toEqual([])
  expect(inside.log.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
})
