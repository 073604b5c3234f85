/** Reads what a bot sent, of which nothing is sure: a missing or mistyped part reads as empty. */
export type Json = Readonly<Record<string, unknown>>

export function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

/** What is chosen where several may be: a JSON array as a text. */
export function severalOf(value: string): string[] {
  const parsed: unknown = value ? JSON.parse(value) : []
  return Array.isArray(parsed) ? parsed.map(String) : []
}
