/** The few emoji that Slack's `:name:` and the reaction menus know. */
const CHARACTERS: Readonly<Record<string, string>> = {
  thumbsup: '👍',
  '+1': '👍',
  thumbsdown: '👎',
  '-1': '👎',
  heart: '❤️',
  tada: '🎉',
  eyes: '👀',
  books: '📚',
  book: '📖',
  open_book: '📖',
  newspaper: '📰',
  ballot_box_with_ballot: '🗳️',
  ballot_box: '🗳️',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  bulb: '💡',
  star: '⭐',
  trophy: '🏆',
  thread: '🧵',
  speech_balloon: '💬',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  calendar: '📅',
  wave: '👋',
  thinking_face: '🤔',
  rocket: '🚀',
  fire: '🔥',
  raised_hands: '🙌',
  pray: '🙏',
  smile: '😄',
  link: '🔗',
  mag: '🔍',
  game_die: '🎲',
  bell: '🔔',
  pushpin: '📌',
}

/** What is offered when someone reacts: Slack's names; Discord takes the characters. */
export const REACTIONS = ['thumbsup', 'heart', 'tada', 'eyes', 'thinking_face', 'books'] as const

/** The character of a name, or the name as it would be typed. */
export function emojiOf(name: string): string {
  return CHARACTERS[name.replace(/::skin-tone-\d$/, '')] ?? (/^[\w+-]+$/.test(name) ? `:${name}:` : name)
}

export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => CHARACTERS[name] ?? whole)
}
