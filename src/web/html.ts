/** Pages as text: every value is escaped unless it is markup already. */

export interface Html {
  readonly html: string
}

type Part = string | number | Html | readonly Html[]

export function html(parts: TemplateStringsArray, ...values: Part[]): Html {
  return { html: parts.map((part, index) => part + shown(values[index] ?? '')).join('') }
}

/** Text with what stands in backticks set as code. */
export function withCode(text: string, code: (words: string) => string = (words) => words): Html {
  const parts = text.split(/`([^`]+)`/)
  return {
    html: parts.map((part, index) => (index % 2 ? html`<code>${code(part)}</code>`.html : escaped(part))).join(''),
  }
}

/** A whole page. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.html
}

/** A page that says one thing, with a link to go on. */
export function messagePage(title: string, sentence: string, link: { label: string; url: string }): string {
  return page(title, html`<p>${sentence}</p><p><a href="${link.url}">${link.label}</a></p>`)
}

function shown(value: Part): string {
  if (typeof value === 'object') return 'html' in value ? value.html : value.map((part) => part.html).join('')
  return escaped(String(value))
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
}

const STYLE = `
:root { color-scheme: light dark; --line: #c9d1da; --soft: #5b6672; --link: #1b5fa8; }
@media (prefers-color-scheme: dark) { :root { --line: #3a424c; --soft: #a3adb8; --link: #8bbcf0; } }
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
a { color: var(--link); }
code { font-size: .92em; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: .94rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-top: 1px solid var(--line); }
th { font-weight: 500; width: 34%; }
details { border-top: 1px solid var(--line); padding: .5rem 0; }
summary { cursor: pointer; }
small, .soft { color: var(--soft); }
.ways { display: flex; flex-wrap: wrap; gap: .8rem; padding: 0; list-style: none; }
.ways a { display: block; padding: .6rem 1.1rem; border: 1px solid var(--link); border-radius: .4rem; text-decoration: none; }
`
