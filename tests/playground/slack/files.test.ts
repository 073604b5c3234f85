import { expect, test } from 'vitest'
import { BOT_TOKEN } from '../../../src/playground/slack/ids.ts'
import type { FileSent } from '../../../src/playground/types.ts'
import { ADA, aSlack, aSocketBot, clientOf, EMMY, PAPERS, refusal, until } from './bench.ts'

const file = (name = 'list.bib', content: string | Uint8Array = '@book{a}'): FileSent => ({
  name,
  type: 'text/plain',
  base64: Buffer.from(content).toString('base64'),
})
const words = (text: string) => ({ type: 'plain_text' as const, text })
const view = (element: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'add',
  title: words('Add'),
  submit: words('Add'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'files',
      label: words('Files'),
      element: { type: 'file_input' as const, action_id: 'entry', max_files: 2, ...element },
    },
  ],
})

async function open(element: object = {}) {
  const { slack } = await aSlack({ shortcuts: [{ name: 'Take', callbackId: 'take' }] })
  const seen: { files: Record<string, unknown>[]; refused: string[] } = { files: [], refused: [] }
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ command, ack, client }) => {
      await ack()
      const opening = client.views.open({ trigger_id: command.trigger_id, view: view(element) })
      const { error } = await refusal(opening)
      if (error !== 'none') seen.refused.push(error)
    })
    app.view('add', async ({ ack, view: { state } }) => {
      await ack()
      seen.files.push(...(state.values.files?.entry?.files ?? []).map((one) => ({ ...one })))
    })
    app.shortcut('take', async ({ ack, shortcut }) => {
      await ack()
      if ('message' in shortcut) seen.files.push(...shortcut.message.files)
    })
    app.event('message', async ({ event }) => {
      if ('files' in event) seen.files.push(...(event.files ?? []).map((one) => ({ ...one })))
    })
  })
  const call = () => slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper' })
  const submit = async (files: FileSent[]) => {
    const { modal } = await call()
    return slack.act({ persona: ADA, do: 'submit', modal: modal?.id ?? '', fields: {}, files: { files } })
  }
  return { slack, seen, call, submit }
}

test('a form and a message hand over files, which whoever has the token and the right may read', async () => {
  const { slack, seen, submit } = await open()
  await submit([file()])
  const said = await slack.act({ persona: EMMY, do: 'say', channel: PAPERS, text: '', files: [file('two.txt', 'Two')] })
  expect(said.message?.files).toEqual([{ name: 'two.txt', size: 3 }])
  await slack.act({ persona: ADA, do: 'point', channel: PAPERS, message: said.message?.id ?? '', name: 'Take' })
  const files = await until(() => seen.files.length === 3 && seen.files)
  expect(files.map(({ name, size }) => [name, size])).toEqual([
    ['list.bib', 8],
    ['two.txt', 3],
    ['two.txt', 3],
  ])

  const [{ id, url_private_download: address } = {}] = files
  const read = (token: string) => fetch(String(address), { headers: { authorization: token }, redirect: 'manual' })
  expect(await (await read(`Bearer ${BOT_TOKEN}`)).text()).toBe('@book{a}')
  expect((await read('Bearer xoxb-another')).status).toBe(302)
  const client = clientOf(slack)
  expect((await client.files.info({ file: String(id) })).file).toMatchObject({ name: 'list.bib', size: 8 })
  expect((await refusal(client.files.info({ file: 'F0NOTHERE' }))).error).toBe('file_not_found')
  slack.setting({ scopes: ['chat:write'] })
  const login = await read(`Bearer ${BOT_TOKEN}`)
  expect([login.status, login.headers.get('location')]).toEqual([302, expect.stringContaining('/?redir=%2Ffiles-pri')])
  expect((await refusal(client.files.info({ file: String(id) }))).error).toBe('missing_scope')
})

test('a form with a file field is not opened without the right to read files', async () => {
  const { slack, seen, call } = await open()
  slack.setting({ scopes: ['commands', 'chat:write'] })
  const { modal } = await call()
  expect(modal).toBeUndefined()
  expect(seen.refused).toEqual(['missing_scope'])
})

test('what the form does not take is refused to the person', async () => {
  const { slack, seen, submit } = await open({ filetypes: ['bib'] })
  expect((await submit([file(), file(), file()])).error).toBe('Choose at most 2 files.')
  expect((await submit([file('list.exe')])).error).toContain('not of a type')
  expect((await submit([file('large.bib', new Uint8Array(10_485_761))])).error).toContain('larger than 10 MB')
  expect((await submit([])).modal?.errors).toEqual({ files: 'Please complete this required field.' })
  const command = { persona: ADA, do: 'command', channel: PAPERS, text: '/paper', files: { what: file() } } as const
  expect((await slack.act(command)).error).toBe('Commands take no files here.')
  expect(seen.files).toEqual([])
})
