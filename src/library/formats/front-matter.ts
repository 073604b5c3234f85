/** What an exporter says of a file above its text: `---`, facts by name, `---`; null where there is none. */
export function frontMatterOf(text: string): string | null {
  return FRONT_MATTER.exec(text)?.[0] ?? null
}

/** The text without it; the lines stay counted. */
export function withoutFrontMatter(text: string): string {
  return text.replace(FRONT_MATTER, (head) => head.replace(/[^\n]+/g, ''))
}

const FRONT_MATTER = /^\uFEFF?---\r?\n(?:(?!---)[^\n]*\n){1,40}---(?=\r?\n)/
