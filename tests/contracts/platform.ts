/** What every chat platform does behind the port. Each opens a bench of its own: a local server, and the real client in it. */
import { describe, expect, it } from 'vitest'
import type { Card, Form } from '../../src/chat/card.ts'
import type { Answers, Command } from '../../src/chat/command.ts'
import { ChatFailure } from '../../src/chat/failure.ts'
import type {
  Click,
  Heard,
  Inbound,
  Pending,
  Platform,
  Pointing,
  Reply,
  Submission,
  Where,
} from '../../src/chat/platform.ts'
import { plainProse } from '../../src/chat/prose.ts'
import type { SentFile } from '../../src/chat/sent-file.ts'
import { type AccountId, isRoomId, type RoomId } from '../../src/club/keys.ts'
import type { Act, ActResult, Fault, FileSent, MessageView } from '../../src/playground/types.ts'
import { eventually } from '../e2e/people.ts'
import { controlIds, controlOf, optionsOf, wordsOf, wordsOfForm } from '../e2e/words.ts'

/** A local server with the platform's real client logged in to it. All ids are the chat's own. */
export interface PlatformBench {
  platform: Platform
  room: RoomId
  /** The room's channel. */
  channel: string
  /** Two people; the first administers the chat. */
  admin: { id: string; name: string }
  other: { id: string; name: string }
  account(person: string): AccountId
  /** Whether a bot is logged in. */
  connected(): boolean
  act(act: Act): Promise<ActResult>
  /** Everything in the room and its threads, what single people see among it. */
  messages(): MessageView[]
  /** What happens to the bot's next posts. */
  breakPosts(fault: Pick<Fault, 'status' | 'drop' | 'retryAfter' | 'times'>): void
  /** The same of copies, where the chat lets them bear their authors' names. */
  breakCopies(fault: Pick<Fault, 'drop'>): void
  /** What happens when the bot next asks for a file. */
  breakFiles(fault: Pick<Fault, 'status' | 'drop'>): void
  /** Takes the right to post from the bot. */
  forbid(): void
  /** Makes the room's history unreadable to the bot. */
  hideHistory(): void
  /** A moderator deletes a message. */
  remove(message: string): void
  /** Another client of the same bot, as a second process has it, not yet started. */
  another(): Platform
  /** Stops everything. Rejects when the bot sent what the chat does not take. */
  close(): Promise<void>
}

/** Opens a bench whose platform is started with the inbound half. */
export type OpenBench = (inbound: Inbound) => Promise<PlatformBench>

const KEY = 'ballot.club.7'
const READER_LABEL = 'Keep this'

const say = async (): Promise<Card> => ({ title: 'never', blocks: [] })

/** What the platform registers: the tests' own handlers answer instead of these. */
export const CONTRACT_COMMANDS: readonly Command[] = [
  { name: 'week', description: 'Shows the paper of the week', answers: 'room', options: {}, run: say },
  {
    name: 'keep',
    description: 'Keeps a message',
    answers: 'actor',
    options: {},
    run: say,
    message: { label: READER_LABEL, description: 'Keeps it', answers: 'actor', run: say },
  },
]

export function platformContract(name: string, openBench: OpenBench): void {
  const test = it.extend<{ open: OpenBench }>({
    open: ({ onTestFinished }, use) =>
      use(async (inbound) => {
        const bench = await openBench(inbound)
        onTestFinished(bench.close)
        return bench
      }),
  })

  describe.concurrent(`the platform port over ${name}`, () => {
    describe('a connection', () => {
      test('is off before the start, ready after it, and off again after a stop', async ({ open }) => {
        const bench = await open(app())
        const { platform } = bench
        expect(bench.another().health().state).toBe('off')
        expect(platform.health()).toEqual({ state: 'ready', detail: null })
        expect(bench.connected()).toBe(true)
        await platform.stop()
        expect(platform.health().state).toBe('off')
        await eventually('nobody is logged in', () => !bench.connected())
      })

      test('can be started again, and old controls then work', async ({ open }) => {
        const clicks: Click[] = []
        const bench = await open(app())
        const { message } = await bench.platform.post(bench.room, ballot('Vote'), KEY)
        await bench.platform.stop()
        const next = bench.another()
        await next.start(app({ act: (click) => keep(clicks, click, shows('actor', card('Still here'))) }))
        const seen = await press(bench, message)
        expect(wordsOf(seen.message)).toContain('Still here')
        expect(clicks.map(({ action }) => action)).toEqual([`vote:cast:${KEY}`])
        await next.stop()
      })

      test('lets an answer under way reach its person before it ends', async ({ open }) => {
        const { pending, give } = later('actor')
        const bench = await open(app({ call: () => pending }))
        const asked = bench.act(command(bench))
        await eventually('the call', () => give.asked())
        const stopped = bench.platform.stop()
        give.reply(shown(card('Just in time')))
        await Promise.all([asked, stopped])
        await eventually('the answer', () => find(bench, 'Just in time'))
      })
    })

    describe('a post', () => {
      test('arrives with its title, and with its key in a control', async ({ open }) => {
        const bench = await open(app())
        const ref = await bench.platform.post(bench.room, ballot('What shall we read?'), KEY)
        expect(ref.room).toBe(bench.room)
        const message = byId(bench, ref.message)
        expect(wordsOf(message)).toContain('What shall we read?')
        expect(message?.onlyFor).toBeNull()
        expect(controlIds(message).some((id) => id.endsWith(`:${KEY}`))).toBe(true)
      })

      test('is found by its key, by another client too, and absent by any other', async ({ open }) => {
        const bench = await open(app())
        const since = Temporal.Now.instant()
        const ref = await bench.platform.post(bench.room, ballot('Vote'), KEY)
        await bench.platform.post(bench.room, ballot('Another', 'ballot.club.77'), 'ballot.club.77')
        expect(await bench.platform.findPost(bench.room, KEY, since)).toEqual(ref)
        expect(await bench.platform.findPost(bench.room, 'ballot.club.8', since)).toBe('absent')
        await bench.platform.stop()
        const next = bench.another()
        await next.start(app())
        expect(await next.findPost(bench.room, KEY, since)).toEqual(ref)
        await next.stop()
      })

      test('is not found among what people write, even when they write its key', async ({ open }) => {
        const bench = await open(app())
        await bench.act({ do: 'say', persona: bench.other.id, channel: bench.channel, text: `vote:cast:${KEY}` })
        expect(await bench.platform.findPost(bench.room, KEY, Temporal.Now.instant())).toBe('absent')
      })

      test('may be there or not when the history cannot be read', async ({ open }) => {
        const bench = await open(app())
        const since = Temporal.Now.instant()
        await bench.platform.post(bench.room, ballot('Vote'), KEY)
        bench.hideHistory()
        expect(await bench.platform.findPost(bench.room, KEY, since)).toBe('unknown')
      })

      test('shows what an edit puts in its place', async ({ open }) => {
        const bench = await open(app())
        const ref = await bench.platform.post(bench.room, ballot('Before'), KEY)
        await bench.platform.edit(ref, ballot('After'))
        expect(wordsOf(byId(bench, ref.message))).toContain('After')
        expect(wordsOf(byId(bench, ref.message))).not.toContain('Before')
        expect(bench.messages()).toHaveLength(1)
      })

      test('has one thread, however often it is opened, with links to both', async ({ open }) => {
        const bench = await open(app())
        const ref = await bench.platform.post(bench.room, ballot('Pick'), KEY)
        const thread = await bench.platform.openThread(
          ref,
          `A paper of *many* words, ${'all of them long '.repeat(20)}`,
        )
        expect(thread.room).toBe(bench.room)
        expect(await bench.platform.openThread(ref, 'Again')).toEqual(thread)
        for (const target of [ref, thread]) expect(await bench.platform.link(target)).toSatisfy(URL.canParse)
      })
    })

    test('knows who has left, and takes nobody for gone of whom the chat does not tell', async ({ open }) => {
      const { platform, room, other, account } = await open(app())
      expect(await platform.hasLeft(account(other.id), [room])).toBe(false)
      const nobody = account(other.id.replace(/[^:]+$/, (id) => id.replace(/\w{4}$/, '0000')))
      expect(await platform.hasLeft(nobody, [room])).toBe(true)
      await platform.stop()
    })

    test('posts into a thread what is found there by its key and changed, and is no comment', async ({ open }) => {
      const heard: Heard[] = []
      const bench = await open(app({ heard: async (event) => void heard.push(event) }))
      const { platform, room } = bench
      const since = Temporal.Now.instant()
      const { thread } = await platform.openThread(await platform.post(room, ballot('Pick'), KEY), 'Talk')
      const key = 'daily.club.7'
      const ref = await platform.post(room, ballot('Said there', key), key, 0, thread)
      expect(await platform.findPost(room, key, since, thread)).toEqual(ref)
      expect(await platform.findPost(room, key, since)).toBe('absent')
      await platform.edit({ ...ref, thread }, ballot('Said no more', key))
      expect(wordsOf(byId(bench, ref.message))).toContain('Said no more')
      expect([...heard, ...(await platform.readThread({ room, thread })).said]).toEqual([])
    })

    describe('a copy of what is said elsewhere', () => {
      const copy = {
        reactions: [],
        author: 'Ada *L*',
        chat: 'Elsewhere',
        original: 'https://elsewhere.example/a?b=1&c=(2)',
      }

      test('stands in the thread under its author’s name with its link, and is changed, found and removed', async ({
        open,
      }) => {
        const heard: Heard[] = []
        const bench = await open(app({ heard: async (event) => void heard.push(event) }))
        const { platform, room } = bench
        const since = Temporal.Now.instant()
        const thread = await platform.openThread(await platform.post(room, ballot('Pick'), KEY), 'Talk')
        const posted = await platform.copies.post(thread, { ...copy, prose: plainProse('as I *said* @everyone') })
        const { message } = posted
        const ref = { ...thread, ...posted }
        // Where the chat has said that the bot may, the copy bears the name itself.
        const shown = byId(bench, message)
        const said = posted.named ? `${shown?.author.name}: ${wordsOf(shown).trim()}` : wordsOf(shown)
        expect(said).toMatch(/Ada .*L.*Elsewhere.*: as I .*said/s)
        expect(JSON.stringify(byId(bench, message))).toContain('elsewhere.example/a?b=1')
        await platform.copies.edit(ref, { ...copy, prose: plainProse('as I say') })
        expect(wordsOf(byId(bench, message))).toContain('as I say')
        const { original } = copy
        expect(await platform.copies.find(thread, original, since)).toEqual({ room, message, named: posted.named })
        expect(await platform.copies.find(thread, 'https://elsewhere.example/a?b=1', since)).toBe('absent')
        await platform.copies.remove(ref)
        expect(byId(bench, message)).toBeUndefined()
        expect(await platform.copies.find(thread, original, since)).toBe('absent')
        for (const call of [platform.copies.remove(ref), platform.copies.edit(ref, { ...copy, prose: [] })]) {
          expect(await failureOf(call)).toMatchObject({ reason: 'missing' })
        }
        const read = await platform.readThread(thread)
        expect([...heard, ...read.said].filter(({ kind }) => kind !== 'deleted')).toEqual([])
      })

      test('is found again after an answer that was lost, and cut where it is too long for the chat', async ({
        open,
      }) => {
        const bench = await open(app())
        const since = Temporal.Now.instant()
        const { platform } = bench
        const thread = await platform.openThread(await platform.post(bench.room, ballot('Pick'), KEY), 'Talk')
        bench.breakCopies({ drop: true })
        const long = { ...copy, prose: plainProse('word & word '.repeat(1_000)) }
        expect(await failureOf(platform.copies.post(thread, long))).toEqual({ reason: 'busy', sent: 'unknown' })
        const found = await platform.copies.find(thread, copy.original, since)
        const message = typeof found === 'string' ? found : found.message
        expect(wordsOf(byId(bench, message)).trim()).toMatch(/ (word|&)…/)
      })
    })

    describe('a call that fails says so in the words of the port', () => {
      test.for([
        ['a breakdown', { status: 500 }, { reason: 'busy', sent: 'unknown' }],
        ['being told to wait', { status: 429, retryAfter: 60 }, { reason: 'busy', sent: 'no' }],
      ] as const)('after %s, and posts once', async ([, fault, expected], { open }) => {
        const bench = await open(app())
        bench.breakPosts(fault)
        expect(await failureOf(bench.platform.post(bench.room, ballot('Vote'), KEY))).toEqual(expected)
        expect(bench.messages()).toHaveLength(0)
      })

      test('after an answer that was lost, and the post is found', async ({ open }) => {
        const bench = await open(app())
        const since = Temporal.Now.instant()
        bench.breakPosts({ drop: true })
        const failure = await failureOf(bench.platform.post(bench.room, ballot('Vote'), KEY))
        expect(failure).toEqual({ reason: 'busy', sent: 'unknown' })
        expect(bench.messages()).toHaveLength(1)
        const found = await bench.platform.findPost(bench.room, KEY, since)
        expect(found).toEqual({ room: bench.room, message: bench.messages()[0]?.id })
      })

      test('where the bot may not post', async ({ open }) => {
        const bench = await open(app())
        bench.forbid()
        const failure = await failureOf(bench.platform.post(bench.room, ballot('Vote'), KEY))
        expect(failure).toEqual({ reason: 'forbidden', sent: 'no' })
      })

      test('where room or message are gone', async ({ open }) => {
        const bench = await open(app())
        const nowhere = `${bench.room}9`
        if (!isRoomId(nowhere)) throw new Error('no room')
        const failure = await failureOf(bench.platform.post(nowhere, ballot('Vote'), KEY))
        // Not every chat tells a room that is gone from one that is hidden.
        expect(['gone', 'outside']).toContain(failure.reason)
        expect(failure.sent).toBe('no')
        const ref = await bench.platform.post(bench.room, ballot('Vote'), KEY)
        bench.remove(ref.message)
        expect(await failureOf(bench.platform.edit(ref, ballot('After')))).toMatchObject({ reason: 'missing' })
      })
    })

    describe('a room', () => {
      test('is for those to decide about who manage it, and for nobody else', async ({ open }) => {
        const { platform, room, account, admin, other } = await open(app())
        expect(await platform.manages(room, account(admin.id))).toBe(true)
        expect(await platform.manages(room, account(other.id))).toBe(false)
        expect(await platform.manages(room, account('0'))).toBe(false)
        expect(await platform.manages(`${room}9`, account(admin.id))).toBe(false)
        expect(platform.managers).not.toBe('')
      })
    })

    describe('a command', () => {
      test.for(['actor', 'room'] as const)(
        'is handed on with room and caller, and answered to the %s',
        async (answers, { open }) => {
          const calls: (Where & { command: string })[] = []
          const bench = await open(app({ call: (call) => keep(calls, call, shows(answers, card('An answer'))) }))
          const { message } = await bench.act(command(bench))
          expect(wordsOf(message)).toContain('An answer')
          expect(message?.onlyFor).toBe(answers === 'actor' ? bench.admin.id : null)
          const { id, name } = bench.admin
          expect(calls).toEqual([
            {
              room: bench.room,
              interaction: expect.stringMatching(/^[a-z]+:\S+$/),
              caller: expect.objectContaining({ account: bench.account(id), name, admin: true }),
              command: 'week',
            },
          ])
        },
      )

      test('says who is no admin', async ({ open }) => {
        const calls: Where[] = []
        const bench = await open(app({ call: (call) => keep(calls, call, shows('actor', card('An answer'))) }))
        await bench.act({ ...command(bench), persona: bench.other.id })
        expect(calls.map(({ caller }) => caller.admin)).toEqual([false])
      })

      test.for(['actor', 'room'] as const)(
        'that takes longer than a second is answered to the %s',
        async (answers, { open }) => {
          const bench = await open(app({ call: () => shows(answers, card('A late answer'), LATE) }))
          const { error } = await bench.act(command(bench))
          expect(error).toBeUndefined()
          const message = await eventually('the answer', () => find(bench, 'A late answer'))
          expect(message.onlyFor).toBe(answers === 'actor' ? bench.admin.id : null)
        },
      )

      test.for(WHEN)(
        'that fails %s says so to its caller alone, and leaves nothing in the room',
        async ([, after], { open }) => {
          const bench = await open(app({ call: () => fails('room', after) }))
          await bench.act(command(bench))
          const message = await eventually('the problem', () => find(bench, 'That did not work'))
          expect(message.onlyFor).toBe(bench.admin.id)
          await eventually('nothing in the room', () => bench.messages().every(({ onlyFor }) => onlyFor !== null))
        },
      )
    })

    describe('a control', () => {
      test('hands on what was clicked and chosen', async ({ open }) => {
        const clicks: Click[] = []
        const bench = await open(app({ act: (click) => keep(clicks, click, shows('actor', card('Noted'))) }))
        const { message } = await bench.platform.post(bench.room, menu(), KEY)
        const values = optionsOf(byId(bench, message)).map(({ value }) => value)
        const control = controlOf(byId(bench, message), 'Choose')
        const { id: persona } = bench.other
        const chosen = { persona, do: 'select', channel: bench.channel, message, control, values } as const
        expect((await bench.act(chosen)).message?.onlyFor).toBe(persona)
        expect(clicks).toMatchObject([
          {
            room: bench.room,
            caller: { account: bench.account(persona) },
            action: `vote:many:${KEY}`,
            values: ['a', 'b'],
          },
        ])
      })

      test.for(WHEN)('that updates replaces the message that was clicked, %s', async ([, after], { open }) => {
        const bench = await open(app({ act: () => shows('update', ballot('Counted'), after) }))
        const { message } = await bench.platform.post(bench.room, ballot('Vote'), KEY)
        await press(bench, message)
        await eventually('the change', () => wordsOf(byId(bench, message)).includes('Counted'))
        expect(bench.messages()).toHaveLength(1)
      })

      test('that updates replaces a message that only its reader sees, too', async ({ open }) => {
        const bench = await open(
          app({ call: () => shows('actor', ballot('My ballot')), act: () => shows('update', ballot('My new ballot')) }),
        )
        const { message: own } = await bench.act(command(bench))
        await press(bench, own?.id ?? '')
        const changed = await eventually('the change', () => find(bench, 'My new ballot'))
        expect(changed).toMatchObject({ id: own?.id, onlyFor: bench.admin.id })
        expect(bench.messages()).toHaveLength(1)
      })

      test.for(WHEN)(
        'that fails %s leaves the message as it was and tells the actor alone',
        async ([, after], { open }) => {
          const bench = await open(app({ act: () => fails('update', after) }))
          const { message } = await bench.platform.post(bench.room, ballot('Vote'), KEY)
          await press(bench, message)
          const problem = await eventually('the problem', () => find(bench, 'That did not work'))
          expect(problem.onlyFor).toBe(bench.admin.id)
          expect(wordsOf(byId(bench, message))).toContain('Vote')
        },
      )
    })

    describe('a form', () => {
      test('opens filled in, is submitted, and what it leads to is shown', async ({ open }) => {
        const submissions: Submission[] = []
        const bench = await open(
          app({
            act: () => opens(form('because')),
            submit: (one) => keep(submissions, one, shows('actor', card('Done'))),
          }),
        )
        const { modal } = await openForm(bench)
        expect(wordsOfForm(modal)).toContain('because')
        const sent = await submit(bench, modal?.id, { reason: 'it is short' })
        expect(wordsOf(sent.message)).toContain('Done')
        expect(sent.message?.onlyFor).toBe(bench.admin.id)
        expect(submissions).toMatchObject([
          { room: bench.room, action: `vote:why:${KEY}`, fields: { reason: 'it is short' } },
        ])
      })

      test('comes back with what is wrong in it', async ({ open }) => {
        const submissions: Submission[] = []
        const bench = await open(
          app({
            act: () => opens(form('')),
            submit: (one) => keep(submissions, one, { errors: { reason: 'Say it in more words.' } }),
          }),
        )
        const { modal } = await openForm(bench)
        const sent = await submit(bench, modal?.id, { reason: 'no' })
        expect(wordsOf(sent.message) + wordsOfForm(sent.modal)).toContain('Say it in more words.')
        expect(submissions).toHaveLength(1)
      })

      test('whose contents are late opens all the same', async ({ open }) => {
        const bench = await open(app({ act: () => ({ ...opens(form('late'), LATE), empty: form('') }) }))
        const { modal, error } = await openForm(bench)
        expect(error).toBeUndefined()
        expect(modal?.persona).toBe(bench.admin.id)
      })

      test('takes text with its line breaks and files, whose bytes can be read', async ({ open }) => {
        const submissions: Submission[] = []
        const bench = await open(
          app({ act: () => opens(upload()), submit: (one) => keep(submissions, one, shows('actor', card('Taken'))) }),
        )
        const { modal } = await openForm(bench)
        const files = { lists: [fileSent('first.bib', 'One'), fileSent('zweite Übersicht.csv', 'Zwei\n')] }
        const sent = await submit(bench, modal?.id, { note: 'a line\nand another' }, files)
        expect(wordsOf(sent.message)).toContain('Taken')
        const [submission] = submissions
        expect(submission?.fields).toEqual({ note: 'a line\nand another' })
        const given = submission?.files.lists ?? []
        expect(given.map(({ size }) => size)).toEqual([3, 5])
        expect(given.map(({ name }) => name)).toEqual(['first.bib', 'zweite Übersicht.csv'])
        expect(await Promise.all(given.map(textOfFile))).toEqual(['One', 'Zwei\n'])
      })

      test('says what is wrong with its files, and takes none where none is needed', async ({ open }) => {
        const submissions: Submission[] = []
        const bench = await open(
          app({
            act: () => opens(upload()),
            submit: (one) => keep(submissions, one, { errors: { lists: 'Choose a file.' } }),
          }),
        )
        const { modal } = await openForm(bench)
        const sent = await submit(bench, modal?.id, { note: '' })
        expect(wordsOf(sent.message) + wordsOfForm(sent.modal)).toContain('Choose a file.')
        expect(submissions).toMatchObject([{ fields: { note: '' }, files: { lists: [] } }])
      })

      test('whose file cannot be had says so in a sentence', async ({ open }) => {
        const submissions: Submission[] = []
        const bench = await open(
          app({ act: () => opens(upload()), submit: (one) => keep(submissions, one, shows('actor', card('Taken'))) }),
        )
        const { modal } = await openForm(bench)
        await submit(bench, modal?.id, { note: '' }, { lists: [fileSent('gone.bib', 'x'), fileSent('moved.bib', 'x')] })
        const read = (index: number) => submissions[0]?.files.lists?.[index]?.read()
        bench.breakFiles({ status: 500 })
        await expect(read(0)).rejects.toThrow('“gone.bib” cannot be had from the chat. Please send it once more.')
        bench.breakFiles({ drop: true })
        await expect(read(1)).rejects.toThrow('“moved.bib” cannot be had')
      })

      test('opens as the answer to a command, too', async ({ open }) => {
        const bench = await open(app({ call: () => opens(form('because')) }))
        const { modal, error } = await bench.act(command(bench))
        expect(error).toBeUndefined()
        expect(wordsOfForm(modal)).toContain('because')
      })

      test('that a command opens late opens all the same', async ({ open }) => {
        const bench = await open(app({ call: () => ({ ...opens(form('late'), LATE), empty: form('') }) }))
        const { modal, error } = await bench.act(command(bench))
        expect(error).toBeUndefined()
        expect(modal?.persona).toBe(bench.admin.id)
      })

      test('that leads to an answer for the room shows it to the room', async ({ open }) => {
        const bench = await open(app({ act: () => opens(form('')), submit: () => shows('room', card('Nominated')) }))
        const { modal } = await openForm(bench)
        await submit(bench, modal?.id, { reason: 'for all' })
        expect((await eventually('the answer', () => find(bench, 'Nominated'))).onlyFor).toBeNull()
      })
    })

    test('hands over the files of a message that someone points at', async ({ open }) => {
      const pointed: Pointing[] = []
      const bench = await open(app({ point: (one) => keep(pointed, one, shows('actor', card('Kept'))) }))
      const { channel, other, admin } = bench
      const files = [fileSent('list.md', '# List')]
      const message = (await bench.act({ do: 'say', persona: other.id, channel, text: '', files })).message?.id ?? ''
      await bench.act({ do: 'point', persona: admin.id, channel, message, name: READER_LABEL })
      const [file] = pointed[0]?.message.files ?? []
      expect(pointed[0]?.message.text).toBe('')
      expect(file?.name).toBe('list.md')
      expect(file && (await textOfFile(file))).toBe('# List')
    })

    test('hands over a message that someone points at: its words, author and time', async ({ open }) => {
      const pointed: Pointing[] = []
      const bench = await open(app({ point: (one) => keep(pointed, one, shows('actor', card('Kept'))) }))
      const said = await bench.act({
        do: 'say',
        persona: bench.other.id,
        channel: bench.channel,
        text: 'Worth keeping & <reading>',
      })
      const message = said.message?.id ?? ''
      const { id: persona } = bench.admin
      const result = await bench.act({ do: 'point', persona, channel: bench.channel, message, name: READER_LABEL })
      expect(wordsOf(result.message)).toContain('Kept')
      expect(result.message?.onlyFor).toBe(persona)
      expect(pointed).toMatchObject([
        {
          room: bench.room,
          command: 'keep',
          caller: { account: bench.account(persona) },
          message: {
            ref: { room: bench.room, message },
            thread: null,
            author: { account: bench.account(bench.other.id), name: bench.other.name },
            text: 'Worth keeping & <reading>',
            files: [],
          },
        },
      ])
      expect(pointed[0]?.message.at.epochMilliseconds).toBe(Date.parse(said.message?.at ?? ''))
    })

    describe('what is heard', () => {
      test('is what people write in a thread, change and delete there, and nothing of the bot’s own', async ({
        open,
      }) => {
        const heard: Heard[] = []
        const bench = await open(app({ heard: async (event) => void heard.push(event) }))
        const { id: persona, name } = bench.other
        const { channel } = bench
        const ref = await bench.platform.post(bench.room, ballot('Pick'), KEY)
        const { thread } = await bench.platform.openThread(ref, 'Pick')
        await bench.platform.edit(ref, ballot('Changed'))
        const said = await bench.act({ do: 'say', persona, channel, thread, text: 'Well & <good>' })
        const message = said.message?.id ?? ''
        await eventually('the comment', () => heard.length >= 1)
        await bench.act({ do: 'edit', persona, channel, message, text: 'Better' })
        await eventually('the edit', () => heard.length >= 2)
        await bench.act({ do: 'delete', persona, channel, message })
        await eventually('the deletion', () => heard.length >= 3)
        const author = { account: bench.account(persona), name }
        const place = { room: bench.room, message }
        expect(heard).toMatchObject([
          { ...place, thread, kind: 'said', author, text: 'Well & <good>' },
          { ...place, thread, kind: 'edited', text: 'Better' },
          { ...place, kind: 'deleted' },
        ])
      })

      test('is also that a message of the room itself is gone, whoever wrote it, with replies or without', async ({
        open,
      }) => {
        const heard: Heard[] = []
        const bench = await open(app({ heard: async (event) => void heard.push(event) }))
        const { other, channel, platform, room } = bench
        const say = (thread?: string) =>
          bench.act({ do: 'say', persona: other.id, channel, ...(thread ? { thread } : {}), text: 'Well' })
        const said = (await say()).message?.id ?? ''
        await bench.act({ do: 'delete', persona: other.id, channel, message: said })
        const bare = await platform.post(room, ballot('One'), KEY)
        const talkedOf = await platform.post(room, ballot('Two'), 'ballot.club.8')
        const { thread } = await platform.openThread(talkedOf, 'Two')
        await say(thread)
        for (const { message } of [bare, talkedOf]) bench.remove(message)
        const gone = () => heard.filter(({ kind }) => kind === 'deleted')
        await eventually('all deletions', () => gone().length >= 3)
        for (const message of [said, bare.message, talkedOf.message])
          expect(gone()).toContainEqual(expect.objectContaining({ room, message, thread: '' }))
      })

      test('can be read back as it reads now, without what the bot says itself', async ({ open }) => {
        const bench = await open(app())
        const { other, channel, platform, room } = bench
        const ref = await platform.post(room, ballot('Pick'), KEY)
        const { thread } = await platform.openThread(ref, 'Pick')
        const say = (text: string) => bench.act({ do: 'say', persona: other.id, channel, thread, text })
        const [first, second, third] = [await say('First'), await say('Secnd'), await say('Third')]
        await bench.act({ do: 'edit', persona: other.id, channel, message: second.message?.id ?? '', text: 'Second' })
        await bench.act({ do: 'delete', persona: other.id, channel, message: third.message?.id ?? '' })
        const author = { account: bench.account(other.id), name: other.name }
        const { said, standing } = await platform.readThread({ room, thread })
        expect(said).toMatchObject([
          { room, thread, kind: 'said', message: first.message?.id, author, text: 'First' },
          { room, thread, kind: 'said', message: second.message?.id, author, text: 'Second' },
          { room, thread, kind: 'edited', message: second.message?.id, text: 'Second' },
        ])
        const stands = [first, second, third].map(({ message }) => standing?.has(message?.id ?? ''))
        expect(stands).toEqual([true, true, false])
        await expect(platform.readThread({ room, thread: `${thread}1` })).rejects.toMatchObject({ reason: 'gone' })
      })

      test('is asked for again until it is kept', async ({ open }) => {
        let tries = 0
        const bench = await open(
          app({
            async heard() {
              tries++
              if (tries === 1) throw new Error('the store is away')
            },
          }),
        )
        const ref = await bench.platform.post(bench.room, ballot('Pick'), KEY)
        const { thread } = await bench.platform.openThread(ref, 'Pick')
        const { other, channel } = bench
        await bench.act({ do: 'say', persona: other.id, channel, thread, text: 'Keep me' })
        await eventually('another try', () => tries >= 2)
      })
    })
  })
}

/** Milliseconds after which a handler is done: before and after any platform defers. */
const WHEN = [
  ['at once', 0],
  ['late', 1_300],
] as const

/** Milliseconds: later than any platform waits before it defers, earlier than it gives up. */
const LATE = 1_800

type Tested = Partial<Pick<Inbound, 'act' | 'submit' | 'point' | 'heard'>> & {
  /** A command, however the chat hands it in. */
  call?(call: Where & { command: string }): Pending
}

function app({ call, ...tested }: Tested = {}): Inbound {
  const unasked = (what: string) => (): never => {
    throw new Error(`nobody expected ${what}`)
  }
  const calling = call ?? unasked('a command')
  return {
    commands: CONTRACT_COMMANDS,
    run: ({ room, caller, interaction, command: named }) => calling({ room, caller, interaction, command: named }),
    runText: ({ room, caller, interaction, text }) => calling({ room, caller, interaction, command: text }),
    act: unasked('a click'),
    submit: unasked('a form'),
    point: unasked('a message'),
    complete: async () => [],
    heard: async () => {},
    erased: async () => {},
    ...tested,
  }
}

function keep<T, R>(list: T[], one: T, answer: R): R {
  list.push(one)
  return answer
}

const card = (title: string, ...blocks: Card['blocks']): Card => ({ title, blocks })
const shown = (one: Card): Reply => ({ kind: 'card', card: one })

function ballot(title: string, key = KEY): Card {
  return card(title, { kind: 'buttons', buttons: [{ label: 'My vote', action: `vote:cast:${key}` }] })
}

function menu(): Card {
  const options = ['a', 'b'].map((value) => ({ label: `Paper ${value}`, value }))
  const select = { action: `vote:many:${KEY}`, placeholder: 'Choose', min: 1, max: 2, options }
  return card('Vote', { kind: 'select', select })
}

function form(value: string): Form {
  return {
    action: `vote:why:${KEY}`,
    title: 'Why?',
    submit: 'Send',
    inputs: [{ kind: 'paragraph', name: 'reason', label: 'Reason', required: true, max: 300, value }],
  }
}

function upload(): Form {
  return {
    action: `vote:why:${KEY}`,
    title: 'What?',
    submit: 'Send',
    inputs: [
      { kind: 'paragraph', name: 'note', label: 'Note', required: false, max: 300 },
      { kind: 'file', name: 'lists', label: 'Lists', required: false, most: 3 },
    ],
  }
}

function shows(answers: Answers, one: Card, after = 0): Pending {
  return { answers, reply: soon(shown(one), after) }
}

function fails(answers: Answers, after: number): Pending {
  return { answers, reply: soon<Reply>({ kind: 'problem', card: card('That did not work') }, after) }
}

function opens(one: Form, after = 0): Pending {
  return { answers: 'form', reply: soon<Reply>({ kind: 'form', form: one }, after), empty: one }
}

function soon<T>(value: T, after: number): Promise<T> {
  return after === 0 ? Promise.resolve(value) : new Promise((resolve) => setTimeout(resolve, after, value))
}

function later(answers: Answers) {
  const { promise, resolve } = Promise.withResolvers<Reply>()
  let asked = false
  const pending: Pending = {
    answers,
    get reply() {
      asked = true
      return promise
    },
  }
  return { pending, give: { reply: resolve, asked: () => asked } }
}

const command = ({ admin, channel }: PlatformBench): Act => ({
  do: 'command',
  persona: admin.id,
  channel,
  text: '/paper week',
})

function press({ act, admin, channel, messages }: PlatformBench, message: string): Promise<ActResult> {
  const control = controlOf(
    messages().find(({ id }) => id === message),
    'My vote',
  )
  return act({ do: 'click', persona: admin.id, channel, message, control })
}

async function openForm(bench: PlatformBench): Promise<ActResult> {
  const { message } = await bench.platform.post(bench.room, ballot('Vote'), KEY)
  return press(bench, message)
}

function submit(
  { act, admin }: PlatformBench,
  modal: string | undefined,
  fields: Record<string, string>,
  files?: Record<string, FileSent[]>,
) {
  return act({ do: 'submit', persona: admin.id, modal: modal ?? '', fields, ...(files && { files }) })
}

function fileSent(name: string, text: string): FileSent {
  return { name, type: 'text/plain', base64: Buffer.from(text).toString('base64') }
}

async function textOfFile(file: SentFile): Promise<string> {
  return new TextDecoder().decode(await file.read())
}

function byId({ messages }: PlatformBench, id: string): MessageView | undefined {
  return messages().find((message) => message.id === id)
}

function find({ messages }: PlatformBench, words: string): MessageView | undefined {
  return messages().find((message) => message.state === 'sent' && wordsOf(message).includes(words))
}

async function failureOf(call: Promise<unknown>): Promise<Pick<ChatFailure, 'reason' | 'sent'>> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(failure instanceof ChatFailure)) throw new Error(`no ChatFailure but ${String(failure)}`)
  return { reason: failure.reason, sent: failure.sent }
}
