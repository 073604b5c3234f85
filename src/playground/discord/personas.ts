/** Who has always been there. Fixed ids, so that configuration may name them and a token stays good. */

export const BOT = { id: '1180000000000000201', name: 'Lectern' } as const

/** Well-formed as Discord's are: the id in base64, a time, a signature. It opens nothing but this server. */
export const TOKEN = `${Buffer.from(BOT.id).toString('base64url')}.Gplay0.local-discord-token-for-the-playground`

interface Person {
  id: string
  name: string
  handle: string
  /** The hash by which Discord names a picture; who shows none has none. */
  avatar?: string
}

export const PERSONAS: readonly Person[] = [
  { id: '1180000000000000301', name: 'Ada', handle: 'ada' },
  { id: '1180000000000000302', name: 'Bruno', handle: 'bruno', avatar: '8342729096ea3675442027381ff50dfe' },
  { id: '1180000000000000303', name: 'Chiyo', handle: 'chiyo' },
  { id: '1180000000000000304', name: 'Dara', handle: 'dara' },
]

/** Who owns the application. */
export const OWNER = PERSONAS[0]?.id ?? BOT.id

/** When the first server was founded and everyone joined it. */
export const FOUNDED = '2023-12-01T18:00:00.000000+00:00'

export function personaOf(id: string): Person | undefined {
  return PERSONAS.find((persona) => persona.id === id)
}

export function nameOf(user: string): string {
  return user === BOT.id ? BOT.name : (personaOf(user)?.name ?? 'unknown')
}
