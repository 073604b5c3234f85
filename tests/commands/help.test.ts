import { expect, test } from 'vitest'
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
