/** The part of citation-js that writes, which its own types leave out. */
declare module '@citation-js/core/lib/plugins/index.js' {
  export const output: { format(name: string, items: readonly object[]): string }
}
