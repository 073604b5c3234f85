import { readFileSync } from 'node:fs'

/** What a bot answered a command with, as it was sent. */
export interface GivenCard<Part> {
  text: string
  components: Part[]
}

/** By subcommand: what the peer is to answer, from the file that it is called with. */
export function cards<Part>(): Map<string, GivenCard<Part>> {
  const file = process.argv[2]
  return new Map(file ? Object.entries<GivenCard<Part>>(JSON.parse(readFileSync(file, 'utf8'))) : [])
}
