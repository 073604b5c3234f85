/** The parts of citation-js's BibTeX plugin that are used, which it ships without types. */
declare module '@citation-js/plugin-bibtex/lib/input/file.js' {
  /** Entries with their fields as written, joined and with named strings put in. Throws on what is no BibTeX. */
  export function parse(text: string): { type: string; label: string; properties: Record<string, string | number> }[]
}

declare module '@citation-js/plugin-bibtex/lib/input/value.js' {
  export interface Name {
    given?: string
    prefix?: string
    family?: string
    suffix?: string
  }
  /** A field's value without LaTeX: a list of names for `author`, a text for most others. Throws on unbalanced marks. */
  export function parse(text: string, field: string): unknown
}
