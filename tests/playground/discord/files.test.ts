import { expect, test } from 'vitest'
import type { ActResult, FileSent } from '../../../src/playground/types.ts'
import { ADA, BRUNO, login, messagesOf, onInteraction, PAPERS, playground } from './harness.ts'
import { specProblems } from './spec.ts'

const ADD = {
  name: 'add',
  description: 'Adds',
  options: [
    { type: 3, name: 'what', description: 'Text' },
    { type: 11, name: 'file', description: 'A file' },
  ],
}
const file = (name = 'list.bib', content: string | Uint8Array = '@book{a}'): FileSent => ({
  name,
  type: 'text/plain',
  base64: Buffer.from(content).toString('base64'),
})

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  await client.application.commands.set([ADD, { type: 3, name: 'Take' }])
  const run = (files: Record<string, FileSent>, text = '/add'): Promise<ActResult> =>
    ground.act({ persona: ADA, do: 'command', channel: PAPERS, text, files })
  return { ...ground, client, run }
}

const modal = (upload: object) => ({
  title: 'Add',
  custom_id: 'add',
  components: [{ type: 18, label: 'Files', component: { type: 19, custom_id: 'files', ...upload } }],
})

test('a command, a form and a message hand over files, each at an address that is signed and ends', async () => {
  const ground = await open()
  const { client, discord, act, run, world } = ground
  const urls: string[] = []
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const given = interaction.options.getAttachment('file', true)
      expect(given).toMatchObject({ name: 'list.bib', size: 8, contentType: 'text/plain', ephemeral: true })
      urls.push(given.url)
      await interaction.showModal(modal({ min_values: 1, max_values: 2 }))
    }
    if (interaction.isModalSubmit()) {
      const uploaded = interaction.fields.getUploadedFiles('files', true)
      expect(uploaded.map(({ name }) => name)).toEqual(['one.txt', 'two.txt'])
      urls.push(...uploaded.map(({ url }) => url))
      await interaction.reply('Taken')
    }
    if (interaction.isMessageContextMenuCommand()) {
      expect(interaction.targetMessage.content).toBe('')
      urls.push(...interaction.targetMessage.attachments.map(({ url }) => url))
      await interaction.reply('Taken')
    }
  })
  const opened = await run({ file: file() })
  const submitted = { persona: ADA, do: 'submit', modal: opened.modal?.id ?? '', fields: {} } as const
  await act({ ...submitted, files: { files: [file('one.txt', 'One'), file('two.txt', 'Two')] } })
  await act({ persona: BRUNO, do: 'say', channel: PAPERS, text: '', files: [file('three.txt', 'Three')] })
  const said = messagesOf(discord).at(-1)
  expect(said?.files).toEqual([{ name: 'three.txt', size: 5 }])
  await act({ persona: ADA, do: 'point', channel: PAPERS, message: said?.id ?? '', name: 'Take' })

  const fetched = await Promise.all(urls.map(async (url) => (await fetch(url)).text()))
  expect(fetched).toEqual(['@book{a}', 'One', 'Two', 'Three'])
  const [url = ''] = urls
  expect((await fetch(url.replace(/hm=./, 'hm=x'))).status).toBe(404)
  expect((await fetch(url.replace('list.bib', 'other.bib'))).status).toBe(404)
  expect((await fetch(url, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(404)
  expect((await fetch(url, { method: 'POST' })).status).toBe(404)
  world.addFault({ chat: 'discord', match: 'attachments/', status: 500 })
  expect((await fetch(url)).status).toBe(500)
  expect((await fetch(url)).status).toBe(200)
  world.advance(25 * 3_600_000)
  expect((await fetch(url)).status).toBe(404)
  expect(discord.requests().flatMap(specProblems)).toEqual([])
})

test('what the client does not send is refused to the person', async () => {
  const { act, client, run } = await open()
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal({ max_values: 1 }))
  })
  const say = { persona: ADA, do: 'say', channel: PAPERS, text: '' } as const
  expect((await act({ ...say, files: Array.from({ length: 11 }, () => file()) })).error).toContain('At most 10 files')
  expect((await act({ ...say, files: [file('a', new Uint8Array(10_485_761))] })).error).toContain('10 MB')
  expect((await run({ what: file() })).error).toBe('what: This option takes no file.')
  expect((await run({}, '/add file:list.bib')).error).toBe('file: Files cannot be typed.')
  const { modal: opened } = await run({})
  const submit = (files: Record<string, FileSent[]>) =>
    act({ persona: ADA, do: 'submit', modal: opened?.id ?? '', fields: {}, files })
  expect((await submit({})).error).toBe('Files: This field is required.')
  expect((await submit({ files: [file(), file()] })).error).toBe('Files: Choose one file.')
})

test('a file field that Discord does not take is refused to the bot', async () => {
  const { client, run } = await open()
  const refused: unknown[] = []
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    for (const upload of [{ max_values: 11 }, { min_values: 0 }, { min_values: 3, max_values: 2 }, { custom_id: '' }]) {
      await interaction.showModal(modal(upload)).catch((error: { code: unknown }) => refused.push(error.code))
    }
    await interaction.showModal(modal({ min_values: 0, required: false }))
  })
  expect((await run({})).modal).toBeDefined()
  expect(refused).toEqual([50035, 50035, 50035, 50035])
})
