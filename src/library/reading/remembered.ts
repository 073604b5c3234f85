/** A function of a text that is asked of the same text again and again: what it said lately, it says at once. */
export function remembered<T>(tell: (text: string) => T): (text: string) => T {
  const said = new Map<string, T>()
  return (text) => {
    const known = said.get(text)
    if (known !== undefined) return known
    const found = tell(text)
    if (said.size >= MOST) said.clear()
    if (text.length <= LONGEST) said.set(text, found)
    return found
  }
}

const MOST = 500
const LONGEST = 1_000
