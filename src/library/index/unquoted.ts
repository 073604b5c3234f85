/** What people put in quotes, without them. */
export function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^["“'‘](.*)["”'’]$/s, '$1')
    .trim()
}
