import type { Persona } from '../types.ts'

/** Who and what has always been there. Fixed ids, so that configuration may name them and a token stays good. */

export const GUILD = {
  id: '1180000000000000001',
  name: 'Thursday Readers',
} as const

export const CHANNELS = [
  { id: '1180000000000000101', name: 'papers', topic: 'What we read, week by week' },
  { id: '1180000000000000102', name: 'random', topic: 'Everything else' },
] as const

export const BOT = { id: '1180000000000000201', name: 'Lectern' } as const
export const BOT_ROLE = '1180000000000000202'
export const ADMIN_ROLE = '1180000000000000203'

/** Well-formed as Discord's are: the id in base64, a time, a signature. It opens nothing but this server. */
export const TOKEN = `${Buffer.from(BOT.id).toString('base64url')}.Gplay0.local-discord-token-for-the-playground`

export const PERSONAS: readonly (Persona & { handle: string })[] = [
  { id: '1180000000000000301', name: 'Ada', handle: 'ada', admin: true },
  { id: '1180000000000000302', name: 'Bruno', handle: 'bruno', admin: false },
  { id: '1180000000000000303', name: 'Chiyo', handle: 'chiyo', admin: false },
]

/** Who owns the server and the application. */
export const OWNER = PERSONAS[0]?.id ?? BOT.id

/** When the server was founded and everyone joined it. */
export const FOUNDED = '2023-12-01T18:00:00.000000+00:00'

export function personaOf(id: string): (typeof PERSONAS)[number] | undefined {
  return PERSONAS.find((persona) => persona.id === id)
}

export function nameOf(user: string): string {
  return user === BOT.id ? BOT.name : (personaOf(user)?.name ?? 'unknown')
}
