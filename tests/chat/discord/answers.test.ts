import { describe, expect, it } from 'vitest'
import type { Form } from '../../../src/chat/card.ts'
import type { Command } from '../../../src/chat/command.ts'
import type { Drafts } from '../../../src/chat/drafts.ts'
import type { Click, Completion, Invocation, Pending, Pointing, Reply, Submission } from '../../../src/chat/platform.ts'
import { Unavailable } from '../../../src/club/errors.ts'
import { keys } from '../../../src/club/keys.ts'
import type { MessageView } from '../../../src/playground/types.ts'
import { openDrafts } from '../../../src/services/drafts.ts'
import { openStore } from '../../../src/store/open.ts'
import {
  ADA,
  adapter,
  appOf,
  BRUNO,
  bench,
  COMMANDS,
  card,
  later,
  latest,
  messages,
  PAPERS,
  ROOM,
  shown,
  soon,
  until,
} from './bench.ts'

const week = { do: 'command', persona: ADA, channel: PAPERS, text: '/paper week' } as const
const button = card('Vote', { kind: 'buttons', buttons: [{ label: 'Open', action: 'vote:open:round1' }] })
const click = (message: string, control = 'vote:open:round1', persona = ADA) =>
  ({ do: 'click', persona, channel: PAPERS, message, control }) as const

const form: Form = {
  action: 'vote:form:round1',
  title: 'Nominate',
  submit: 'Send',
  inputs: [{ kind: 'line', name: 'reason', label: 'Reason', required: true, max: 100, value: 'prefilled' }],
}

describe('an answer on Discord', () => {
  it('comes in the callback itself when it is there at once, and is seen by whom it is for', async () => {
    const calls: Invocation[] = []
    const { server, act } = await bench({
      run(call) {
        calls.push(call)
        return soon(call.command === 'week' ? 'room' : 'actor', card(call.command))
      },
    })
    expect(shown((await act(week)).message)).toBe('### week')
    const member = `<@${BRUNO}>`
    await act({ ...week, persona: BRUNO, text: `/paper club organiser who:${member}` })
    expect(messages(server).map((message) => [shown(message), message.onlyFor, message.state])).toEqual([
      ['### week', null, 'sent'],
      ['### club organiser', BRUNO, 'sent'],
    ])
    expect(calls).toMatchObject([
      { command: 'week', values: {}, room: ROOM, caller: { account: `discord:${ADA}`, name: 'Ada', admin: true } },
      {
        command: 'club organiser',
        values: { who: `discord:${BRUNO}` },
        room: ROOM,
        caller: { account: `discord:${BRUNO}`, name: 'Bruno', admin: false },
      },
    ])
    expect(server.requests().filter(({ path }) => path.includes('@original'))).toEqual([])
  })

  it.each(['actor', 'room'] as const)(
    'for the %s is deferred with the same visibility and filled in later',
    async (answers) => {
      const pending = later(answers)
      const { server, act } = await bench({ run: () => pending })
      await act(week)
      expect(latest(server)).toMatchObject({ state: 'thinking', onlyFor: answers === 'actor' ? ADA : null })
      pending.give({ kind: 'card', card: card('at last') })
      const message = await until(() => latest(server)?.state === 'sent' && latest(server))
      expect(shown(message)).toBe('### at last')
      expect(message.onlyFor).toBe(answers === 'actor' ? ADA : null)
      expect(messages(server)).toHaveLength(1)
    },
  )

  it('changes the message that was clicked, at once or later', async () => {
    const slow = later('update')
    const clicks: Click[] = []
    const { server, platform, act } = await bench({
      act(one) {
        clicks.push(one)
        return clicks.length === 1 ? soon('update', { ...button, title: 'once' }) : slow
      },
    })
    const { message } = await platform.post(ROOM, button, 'round1')
    await act(click(message))
    expect(shown(latest(server))).toBe('### once')
    await act(click(message, undefined, BRUNO))
    slow.give({ kind: 'card', card: card('twice') })
    await until(() => shown(latest(server)) === '### twice')
    expect(messages(server)).toHaveLength(1)
    expect(clicks).toMatchObject([
      { action: 'vote:open:round1', values: [], caller: { name: 'Ada' } },
      { action: 'vote:open:round1', values: [], caller: { name: 'Bruno' } },
    ])
  })

  it('hands on what was chosen in a menu', async () => {
    const clicks: Click[] = []
    const { platform, act } = await bench({
      act(one) {
        clicks.push(one)
        return soon('actor', card('kept'))
      },
    })
    const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }))
    const select = { action: 'vote:choose:round1', placeholder: 'Choose', min: 0, max: 3, options }
    const { message } = await platform.post(ROOM, card('Vote', { kind: 'select', select }), 'round1')
    await act({ do: 'select', persona: ADA, channel: PAPERS, message, control: select.action, values: ['a', 'c'] })
    expect(clicks).toMatchObject([{ action: 'vote:choose:round1', values: ['a', 'c'] }])
  })

  it('says what went wrong to the actor alone, also when the answer was to be for all', async () => {
    const early = later('room')
    const late = later('room')
    const pendings = [early, late]
    const { server, act } = await bench({ run: () => pendings.shift() ?? late })
    early.give({ kind: 'problem', card: card('refused') })
    await act(week)
    expect(latest(server)).toMatchObject({ onlyFor: ADA })
    await act(week)
    expect(latest(server)).toMatchObject({ onlyFor: null, state: 'thinking' })
    late.give({ kind: 'problem', card: card('refused later') })
    await until(() => shown(latest(server)) === '### refused later')
    expect(messages(server).map((message) => [shown(message), message.onlyFor])).toEqual([
      ['### refused', ADA],
      ['### refused later', ADA],
    ])
  })

  it('leaves the clicked message as it is when something went wrong', async () => {
    const slow = later('update')
    const { server, platform, act } = await bench({ act: () => slow })
    const { message } = await platform.post(ROOM, button, 'round1')
    await act(click(message))
    slow.give({ kind: 'problem', card: card('too late') })
    await until(() => shown(latest(server)) === '### too late')
    expect(latest(server)?.onlyFor).toBe(ADA)
    expect(shown(messages(server)[0])).toBe('### Vote')
  })

  it('F16 is promised in time and kept when the store takes ten seconds', async () => {
    const kept: string[] = []
    const { server, act } = await bench({
      run: () => ({
        answers: 'actor',
        reply: new Promise((resolve) => {
          setTimeout(() => {
            kept.push('vote')
            resolve({ kind: 'card', card: card('Your vote is kept') })
          }, 10_000)
        }),
      }),
    })
    const { error } = await act(week)
    expect(error).toBeUndefined()
    expect(latest(server)?.state).toBe('thinking')
    await until(() => shown(latest(server)) === '### Your vote is kept')
    expect(kept).toEqual(['vote'])
  })

  it('F16 that Discord does not take any more is logged without its token and harms nobody', async () => {
    const { server, world, act, logged } = await bench({ run: () => soon('room', card('week')) })
    world.addFault({ chat: 'discord', match: '/callback', delay: 3_200 })
    expect((await act(week)).error).toBe('The application did not respond')
    const line = await until(() => logged.find(({ level }) => level === 'warn'))
    expect(line.fields).toEqual({
      kind: 'ApplicationCommand',
      error: {
        name: 'DiscordAPIError',
        code: 10062,
        status: 404,
        route: expect.stringMatching(/:id\/:token\/callback$/),
      },
    })
    expect(shown((await act(week)).message)).toBe('### week')
    expect(server.state().connected).toBe(true)
  })

  it('in a thread belongs to the room that the thread hangs in', async () => {
    const calls: Invocation[] = []
    const { platform, act } = await bench({
      run(call) {
        calls.push(call)
        return soon('actor', card('x'))
      },
    })
    const ref = await platform.post(ROOM, button, 'round1')
    const { thread } = await platform.openThread(ref, 'Discussion')
    await act({ ...week, channel: thread })
    expect(calls).toMatchObject([{ room: ROOM, command: 'week' }])
  })

  it('hands on a message that was pointed at, with where it stands', async () => {
    const pointings: Pointing[] = []
    const { platform, act } = await bench({
      point(pointing) {
        pointings.push(pointing)
        return soon('actor', card('nominated'))
      },
    })
    const ref = await platform.post(ROOM, button, 'round1')
    const { thread } = await platform.openThread(ref, 'Discussion')
    const said = await act({ do: 'say', persona: BRUNO, channel: PAPERS, thread, text: 'see https://arxiv.org/abs/1' })
    const message = said.message?.id ?? ''
    const told = await act({ do: 'point', persona: ADA, channel: PAPERS, message, name: 'Nominate this' })
    expect(shown(told.message)).toBe('### nominated')
    expect(pointings).toMatchObject([
      {
        room: ROOM,
        command: 'nominate',
        message: {
          ref: { room: ROOM, message },
          thread,
          author: { account: `discord:${BRUNO}`, name: 'Bruno' },
          text: 'see https://arxiv.org/abs/1',
        },
      },
    ])
  })
})

describe('a form on Discord', () => {
  it('opens filled in, and what is sent comes back by its inputs', async () => {
    const submissions: Submission[] = []
    const { server, platform, act } = await bench({
      act: () => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form }) }),
      submit(submission) {
        submissions.push(submission)
        return soon('update', card('changed'))
      },
    })
    const { message } = await platform.post(ROOM, button, 'round1')
    const { modal } = await act(click(message))
    expect(modal?.view).toMatchObject({ title: 'Nominate', components: [{ component: { value: 'prefilled' } }] })
    await act({ do: 'submit', persona: ADA, modal: modal?.id ?? '', fields: { reason: 'It is new' } })
    expect(submissions).toMatchObject([{ action: 'vote:form:round1', fields: { reason: 'It is new' }, room: ROOM }])
    expect(messages(server).map(shown)).toEqual(['### changed'])
  })

  it('opens empty when what it is filled with is late', async () => {
    const empty: Form = { ...form, title: 'Empty' }
    const { platform, act } = await bench({ act: () => ({ ...later('form'), empty }) })
    const { message } = await platform.post(ROOM, button, 'round1')
    const { modal } = await act(click(message))
    expect(modal?.view).toMatchObject({ title: 'Empty' })
  })

  it('filled in wrongly says so and opens again as it was sent', async () => {
    const { server, platform, act } = await bench({
      act: () => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form }) }),
      submit: ({ fields }) =>
        fields.reason === 'good' ? soon('actor', card('sent')) : { errors: { reason: 'say more than one word' } },
    })
    const { message } = await platform.post(ROOM, button, 'round1')
    const first = await act(click(message))
    await act({ do: 'submit', persona: ADA, modal: first.modal?.id ?? '', fields: { reason: 'bad' } })
    const refused = latest(server)
    expect(refused?.onlyFor).toBe(ADA)
    expect(shown(refused)).toContain('**Reason**: say more than one word')
    const control = /correct\/[\w-]+/.exec(JSON.stringify(refused?.components))?.[0] ?? ''
    const again = await act(click(refused?.id ?? '', control))
    expect(again.modal?.view).toMatchObject({ title: 'Nominate', components: [{ component: { value: 'bad' } }] })
    await act({ do: 'submit', persona: ADA, modal: again.modal?.id ?? '', fields: { reason: 'good' } })
    expect(shown(latest(server))).toBe('### sent')
  })

  it('takes several choices, a line each, and has them again when it opens again', async () => {
    const choices = ['mon', 'tue', 'wed'].map((value) => ({ label: value, value }))
    const days: Form = {
      ...form,
      inputs: [{ kind: 'choices', name: 'days', label: 'Days', required: false, value: 'mon\nwed', choices }],
    }
    const got: (string | undefined)[] = []
    const { server, platform, act } = await bench({
      act: () => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form: days }) }),
      submit(submission) {
        got.push(submission.fields.days)
        return got.length > 1 ? soon('actor', card('sent')) : { errors: { days: 'not these' } }
      },
    })
    const { message } = await platform.post(ROOM, button, 'round1')
    const submit = async (modal: string, chosen?: string) =>
      act({ do: 'submit', persona: ADA, modal, fields: chosen === undefined ? {} : { days: chosen } })
    const first = (await act(click(message))).modal?.id ?? ''
    expect((await submit(first, '["sun"]')).error).toContain('Choose one of the options')
    await submit(first, '["tue","wed"]')
    const control = /correct\/[\w-]+/.exec(JSON.stringify(latest(server)?.components))?.[0] ?? ''
    await submit((await act(click(latest(server)?.id ?? '', control))).modal?.id ?? '')
    await submit((await act(click(message))).modal?.id ?? '')
    await submit((await act(click(message))).modal?.id ?? '', '[]')
    expect(got).toEqual(['tue\nwed', 'tue\nwed', 'mon\nwed', ''])
  })
})

describe('what was typed into a form on Discord', () => {
  const opening = (): Pending => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form }) })
  const fields = { reason: 'Three paragraphs, with an emoji 👩‍👩‍👧‍👦' }
  const refusal: Reply = { kind: 'problem', card: card('That paper stands on the ballot') }
  const commands: readonly Command[] = [
    {
      name: 'vote',
      description: 'Votes',
      answers: 'actor',
      options: {},
      run: async () => card('never'),
      actions: { open: { answers: 'form', empty: () => form, run: async () => form } },
    },
  ]
  const again = (shown: MessageView | undefined) => /correct\/[\w-]+/.exec(JSON.stringify(shown?.components))?.[0] ?? ''

  it.each(['actor', 'room', 'update'] as const)(
    'is there again when the answer for the %s says that it was in vain',
    async (answers) => {
      const { server, platform, act } = await bench({
        act: opening,
        submit: () => ({ answers, reply: Promise.resolve(refusal) }),
      })
      const { message } = await platform.post(ROOM, button, 'round1')
      const { modal } = await act(click(message))
      await act({ do: 'submit', persona: ADA, modal: modal?.id ?? '', fields })
      const refused = latest(server)
      expect(shown(refused)).toContain('That paper stands on the ballot')
      const reopened = await act(click(refused?.id ?? '', again(refused)))
      expect(reopened.modal?.view).toMatchObject({ components: [{ component: { value: fields.reason } }] })
    },
  )

  it('is there again when the answer was late', async () => {
    const slow = later('actor')
    const { server, platform, act } = await bench({ act: opening, submit: () => slow })
    const { message } = await platform.post(ROOM, button, 'round1')
    const { modal } = await act(click(message))
    await act({ do: 'submit', persona: ADA, modal: modal?.id ?? '', fields })
    slow.give(refusal)
    const refused = await until(() => shown(latest(server)).includes('That paper') && latest(server))
    const reopened = await act(click(refused.id, again(refused)))
    expect(reopened.modal?.view).toMatchObject({ components: [{ component: { value: fields.reason } }] })
  })

  it('is there again when the bot was started anew after the form was opened', async () => {
    const { server, platform, act } = await bench({ act: opening })
    const { message } = await platform.post(ROOM, button, 'round1')
    const { modal } = await act(click(message))
    await platform.stop()
    const next = adapter(server).platform
    await next.start(appOf({ commands, submit: () => ({ answers: 'actor', reply: Promise.resolve(refusal) }) }))
    await act({ do: 'submit', persona: ADA, modal: modal?.id ?? '', fields })
    const reopened = await act(click(latest(server)?.id ?? '', again(latest(server))))
    expect(reopened.modal?.view).toMatchObject({ components: [{ component: { value: fields.reason } }] })
  })

  describe('and was refused, once the bot was started anew', () => {
    /** Has a form refused, and starts the bot anew. */
    async function refusedBefore(kept: Drafts, known = commands) {
      const { server, platform, act } = await bench()
      await platform.stop()
      const submit = () => ({ errors: { reason: 'say more' } })
      const before = adapter(server, undefined, 'paper', { drafts: kept }).platform
      await before.start(appOf({ commands, act: opening, submit }))
      const { message } = await before.post(ROOM, button, 'round1')
      const { modal } = await act(click(message))
      await act({ do: 'submit', persona: ADA, modal: modal?.id ?? '', fields })
      await before.stop()
      const next = adapter(server, undefined, 'paper', { drafts: kept }).platform
      await next.start(appOf({ commands: known, submit }))
      const refused = latest(server)
      return { act, server, press: (who = ADA) => act(click(refused?.id ?? '', again(refused), who)) }
    }

    it('is there again for whoever typed it, and for nobody else', async () => {
      const store = openStore('memory:')
      const { press, act, server } = await refusedBefore(openDrafts(store))
      const reopened = await press()
      expect(reopened.modal?.view).toMatchObject({ components: [{ component: { value: fields.reason } }] })
      const sent = latest(server)
      await act({ do: 'submit', persona: ADA, modal: reopened.modal?.id ?? '', fields: { reason: 'still bad' } })
      expect(latest(server)?.id).not.toBe(sent?.id)
      const [first] = await (await store).range(keys.typedBy(`discord:${ADA}`))
      const name = first?.key.split('/').at(-1) ?? ''
      expect(await openDrafts(store).find(`discord:${BRUNO}`, name)).toBeUndefined()
      await (await store).close()
    })

    it('is said back where the form is known no more', async () => {
      const store = openStore('memory:')
      const { press, server } = await refusedBefore(openDrafts(store), COMMANDS)
      expect((await press()).modal).toBeUndefined()
      expect(shown(latest(server))).toMatch(/form is closed.*You wrote.*Three paragraphs, with an emoji 👩‍👩‍👧‍👦/s)
      await (await store).close()
    })

    it('is asked for again where nobody can tell, and its loss is said where it could not be kept', async () => {
      const down = async () => Promise.reject(new Unavailable('The store cannot be reached.', { lost: true }))
      const { press, server } = await refusedBefore({ keep: down, find: down })
      expect((await press()).modal).toBeUndefined()
      expect(shown(latest(server))).toContain('press the button again in a minute')
      const gone = await refusedBefore({ keep: down, find: async () => undefined })
      await gone.press()
      expect(shown(latest(gone.server))).toContain('That form is closed')
    })
  })

  it('is said back where nobody knows the form any more', async () => {
    const { server, platform, act } = await bench({ act: opening })
    const { message } = await platform.post(ROOM, button, 'round1')
    const { modal } = await act(click(message))
    await platform.stop()
    const next = adapter(server).platform
    await next.start(appOf({ submit: () => ({ errors: { reason: 'say more' } }) }))
    await act({ do: 'submit', persona: ADA, modal: modal?.id ?? '', fields })
    expect(shown(latest(server))).toContain(fields.reason)
  })
})

describe('completion on Discord', () => {
  const typing = { do: 'complete', persona: ADA, channel: PAPERS, text: '/paper nominate paper:att' } as const

  it('offers what the app finds', async () => {
    const asked: Completion[] = []
    const { act } = await bench({
      async complete(completion) {
        asked.push(completion)
        return [
          { label: 'Attention '.repeat(20), value: 'p1' },
          { label: 'Too long', value: 'x'.repeat(101) },
          { label: 'Half a character', value: 'x\ud83d' },
          { label: 'Nothing', value: '' },
        ]
      },
    })
    const { choices } = await act(typing)
    expect(choices).toEqual([{ name: expect.stringMatching(/^Attention .{80,}…$/), value: 'p1' }])
    expect(asked).toMatchObject([{ room: ROOM, command: 'nominate', option: 'paper', text: 'att' }])
  })

  it('tells the app when more was typed, and answers only what was typed last', async () => {
    const begun = Promise.withResolvers<void>()
    const stale: string[] = []
    const { act } = await bench({
      complete: ({ text }, signal) => {
        if (text === 'attention') return Promise.resolve([{ label: 'Attention', value: 'p2' }])
        begun.resolve()
        return new Promise((resolve) => {
          signal?.addEventListener('abort', () => {
            stale.push(text)
            resolve([{ label: 'Attic', value: 'p1' }])
          })
        })
      },
    })
    const first = act(typing).catch(() => undefined)
    await begun.promise
    expect(await act({ ...typing, text: '/paper nominate paper:attention' })).toEqual({
      choices: [{ name: 'Attention', value: 'p2' }],
    })
    expect(stale).toEqual(['att'])
    expect((await first)?.choices ?? []).toEqual([])
  })

  it('F16 offers nothing when it is late, and throws nothing', async () => {
    const { act, logged } = await bench({ complete: () => new Promise(() => undefined) })
    expect(await act(typing)).toEqual({ choices: [] })
    expect(logged.filter(({ level }) => level !== 'info')).toEqual([])
  })
})
