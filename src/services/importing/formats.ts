import type { Format } from '../../library/format.ts'
import { LINK } from '../../library/formats/link.ts'
import { format as openreview } from '../../library/formats/openreview.ts'
import { formatNamed, formats } from '../../library/registry.ts'

/** Every name that `--format` takes. */
export function formatNames(): string[] {
  return [...new Set([...formats.map(({ name }) => name), LINK])]
}

/** The format of a name, those that only come as answers too. */
export function formatOf(name: string): Format | null {
  return formatNamed(name) ?? (name === openreview.name ? openreview : null)
}
