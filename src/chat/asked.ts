/** What the bot asks a chat for, by the chat's own name, and what it uses it for: a whole sentence. */
export interface Asked {
  kind: 'scope' | 'event' | 'intent' | 'permission'
  name: string
  why: string
}

/** What a table of names and uses asks for. */
export function askedOf(kind: Asked['kind'], uses: Readonly<Record<string, string>>): Asked[] {
  return Object.entries(uses).map(([name, why]) => ({ kind, name, why }))
}
