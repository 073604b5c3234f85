import { expect, test } from 'vitest'
import { render as renderOnDiscord } from '../../src/chat/discord/outbound.ts'
import { testClub, textOf } from '../fakes/club.ts'

test('help describes each entry of the message menu by what it does, not by its command', async () => {
  const club = await testClub()
  const list = textOf(await club.type('help'))
  for (const command of club.app.commands.filter(({ message }) => message)) {
    expect(list).toContain(`${command.message?.label}  ${command.message?.description}`)
    expect(command.message?.description).not.toBe(command.description)
    expect(textOf(await club.type(`help ${command.name}`))).toContain(command.message?.description)
  }
})

test('all commands fit under one root, which Discord gives 25 places', async () => {
  const club = await testClub()
  const places = new Set(club.app.commands.map(({ name }) => name.split(' ')[0]))
  expect(places.size).toBeLessThanOrEqual(25)
})

test('help says the whole of itself in both chats, where a message may hold 4,000 characters', async () => {
  const club = await testClub()
  const list = await club.type('help')
  expect(JSON.stringify(renderOnDiscord(list)).length).toBeLessThan(6_000)
  expect(JSON.stringify(renderOnDiscord(list))).not.toContain('…"')
  for (const { name, description, organisers } of club.app.commands) {
    expect(textOf(list)).toContain(organisers ? name : description)
    expect(textOf(await club.type(`help ${name}`))).toContain(description)
  }
})

test('help begins with what members do, and what begins with “club” is behind it', async () => {
  const list = textOf(await (await testClub()).type('help'))
  const places = ['/paper week', '/paper vote', '/paper nominate', '/paper find', '/paper club calendar'].map((name) =>
    list.indexOf(` ${name} `),
  )
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})
