/** What Discord accepts, in UTF-16 units unless a line says otherwise. The renderers stay within it, the tests hold them to it. */
export const LIMITS = {
  message: {
    /** Components, nested ones counted. */
    components: 40,
    /** All text displays of a message together. */
    text: 4_000,
    /** UTF-8 bytes of everything in `components`: past 10,170 the API answers 500. */
    bytes: 10_000,
    /** How many of them buttons and menus may have, so that text has room beside them. */
    controls: 6_000,
    /** UTF-8 bytes that each component takes besides its text. */
    overhead: 12,
  },
  /** A message of words alone. */
  content: 2_000,
  customId: 100,
  url: 512,
  row: { buttons: 5 },
  button: { label: 80 },
  select: { options: 25, label: 100, value: 100, hint: 100, placeholder: 150 },
  image: { alt: 1_024, url: 2_048 },
  modal: { title: 45, components: 5, label: 45, hint: 100, value: 4_000, text: 1_000, files: 10 },
  thread: { name: 100 },
  /** Of one of the server's events. */
  event: { name: 100, about: 1_000, place: 100, users: 100 },
  nonce: 25,
  webhook: { name: 80 },
  command: {
    name: 32,
    description: 100,
    options: 25,
    choices: 25,
    choice: 100,
    total: 8_000,
    text: 6_000,
    messageMenu: 15,
  },
  autocomplete: { choices: 25, name: 100, value: 100 },
} as const
