/** A word without the commonest English endings: rough, but fast enough to run over every abstract. */
export function stemOf(word: string): string {
  if (word.length < 4) return word
  const single = withoutPlural(word)
  for (const ending of ENDINGS) {
    if (single.length - ending.length >= 3 && single.endsWith(ending)) return single.slice(0, -ending.length)
  }
  return single
}

const ENDINGS = 'ations ation ative ating ated ate ally ing ion ive ed ly al es e y'.split(' ')

function withoutPlural(word: string): string {
  if (!word.endsWith('s')) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /[sui]s$/.test(word) ? word : word.slice(0, -1)
}
