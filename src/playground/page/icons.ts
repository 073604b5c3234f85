import { html } from 'htm/preact'
import type { VNode } from 'preact'

const PATHS = {
  hash: 'M9 4 7 20M17 4l-2 16M4 9h17M3 15h17',
  thread: 'M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14 6l-6 6 6 6',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  smile: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8.500 14c1.800 2.500 5.200 2.500 7 0M9 9.500v.5M15 9.500v.5',
  send: 'M4 12 20 5l-5 15-3.500-6zM11.500 14 20 5',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3.500 2',
  chevron: 'M7 10l5 5 5-5',
  check: 'M5 12.500l4.500 4.500L19 7',
  eye: 'M3 12c4-7 14-7 18 0-4 7-14 7-18 0zM12 9.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5',
  external: 'M10 6H5v13h13v-5M14 4h6v6M20 4l-9 9',
  store: 'M4 7c0-4 16-4 16 0v10c0 4-16 4-16 0zM4 7c0 4 16 4 16 0M4 12c0 4 16 4 16 0',
  attach: 'M12 5v14M5 12h14',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  forward: 'M5 6l6 6-6 6M12 6l6 6-6 6',
} as const

export function Icon({ name, size = 18 }: { name: keyof typeof PATHS; size?: number }): VNode {
  return html`<svg class="icon" viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true">
    <path d=${PATHS[name]} />
  </svg>`
}
