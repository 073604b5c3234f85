import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { defineCommand } from '../../src/chat/command.ts'
import type { Log } from '../../src/chat/log.ts'
import { Unavailable } from '../../src/club/errors.ts'
import { person, testClub, textOf } from '../fakes/club.ts'
import { interaction } from '../fakes/interaction.ts'

const olga = person('olga')
const where = { caller: person('ada'), room: 'north:g1:c1', interaction: interaction() } as const

async function appThatFailsWith(error: unknown) {
  const club = await testClub({ found: false })
  const lines: { fields: object; message: string }[] = []
  const keep = (fields: object, message: string) => void lines.push({ fields, message })
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep }
  const failing = defineCommand({
    name: 'fail',
    description: 'Fails',
    answers: 'room',
    options: {},
    run: () => Promise.reject(error),
  })
  const links = { accounts: async () => [] }
  const services = { catalogue: {}, place: { kind: 'room' }, links } as never
  const app = createApp({
    commands: [failing],
    root: 'paper',
    clock: club.clock,
    log,
    servicesOf: async () => services,
    hear: async () => {},
    erase: async () => {},
  })
  return { app, lines }
}

describe('the guard', () => {
  it('gives a bug an id that the person and the log share', async () => {
    const { app, lines } = await appThatFailsWith(new TypeError('x is not a function'))
    const reply = await app.run({ command: 'fail', values: {}, ...where }).reply
    const id = /number: (\w+)/.exec(textOf(reply))?.[1]
    expect(reply.kind).toBe('problem')
    expect(textOf(reply)).not.toContain('x is not')
    expect(lines).toEqual([{ fields: expect.objectContaining({ id }), message: 'a bug' }])
  })

  it('says whether anything was lost when the store is away', async () => {
    const { app } = await appThatFailsWith(new Unavailable('The store does not answer.', { lost: true }))
    expect(textOf(await app.run({ command: 'fail', values: {}, ...where }).reply)).toContain(
      'Nothing was kept: please try again',
    )
  })
})

describe('what is not understood', () => {
  it('an unknown command, button or form gets a sentence', async () => {
    const { app } = await testClub()
    const submitted = app.submit({ action: 'show:nosuch:', fields: {}, files: {}, ...where })
    const pendings = [
      app.run({ command: 'nosuch', values: {}, ...where }),
      app.runText({ text: 'nosuch', ...where }),
      app.act({ action: 'nosuch', values: [], ...where }),
      app.act({ action: 'show:nosuch:1', values: [], ...where }),
      app.act({ action: 'constructor:toString:1', values: [], ...where }),
      ...('errors' in submitted ? [] : [submitted]),
    ]
    expect(pendings).toHaveLength(6)
    for (const pending of pendings) {
      expect(pending.answers).toBe('actor')
      const reply = await pending.reply
      expect(reply.kind).toBe('problem')
      expect(textOf(reply)).toMatch(/\/paper|find/)
    }
  })

  it('a missing or bad option is named', async () => {
    const club = await testClub()
    expect(textOf(await club.type('show'))).toContain(
      '“paper” is missing: the paper, by its title. For example:  /paper show paper:"attention is all you need"',
    )
    expect(textOf(await club.type('club organiser', olga))).toContain(
      '“member” is missing: the person to make an organiser, or no longer one. For example:  /paper club organiser member:@Ada',
    )
    expect(textOf(await club.type('club organiser bob', olga))).toContain('a person, by @name, but you wrote “bob”')
    expect(textOf(await club.type('history weeks:900'))).toContain('“weeks” must be at most 25, but you wrote “900”')
    expect(textOf(await club.type('history weeks:`soon`'))).toContain(
      "“weeks” must be a number, but you wrote “'soon'”",
    )
    expect(textOf(await club.type('history weeks:soon'))).toContain('For example:  /paper history weeks:5')
  })
})
