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

declare module '@citation-js/plugin-bibtex/lib/input/constants.js' {
  /** What each command that the parser knows stands for, by its name. */
  export const commands: Readonly<Record<string, string>>
  export const mathCommands: Readonly<Record<string, string>>
  export const diacritics: Readonly<Record<string, string>>
  export const formattingEnvs: Readonly<Record<string, string>>
  export const formattingCommands: Readonly<Record<string, string>>
}
