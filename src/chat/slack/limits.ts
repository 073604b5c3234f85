/** What Slack allows, in UTF-16 units or pieces. Everything the adapter sends is held to this table. */
export const LIMITS = {
  /** Slack asks for less than 4,000 in a message's own text. */
  text: 3_999,
  /** Words of a comment that is shown in a thread. */
  copy: 3_900,
  /** A name that a message bears instead of the app's. */
  username: 80,
  blocks: 50,
  homeBlocks: 100,
  /** The text of all blocks and a share for each: Slack refuses more, undocumented, from about 13,400 on. */
  blocksSum: 13_000,
  blockShare: 125,
  /** All options' texts and hints of one menu: above it the hints give way. */
  menuText: 5_000,
  /** The head's row is one of them. */
  tableRows: 101,
  tableColumns: 20,
  /** Slack takes 10,000 characters in all tables of a message together. */
  tableText: 4_500,
  cell: 200,
  header: 150,
  section: 3_000,
  fields: 10,
  field: 2_000,
  actions: 25,
  actionId: 255,
  button: 75,
  options: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  context: 3_000,
  url: 3_000,
  alt: 2_000,
  viewTitle: 24,
  viewButton: 24,
  inputs: 5,
  label: 2_000,
  blockId: 255,
  inputText: 3_000,
  inputFiles: 10,
  /** Undocumented; more would not be read below a field. */
  fieldError: 1_000,
  metadata: 3_000,
  shortcutName: 24,
  shortcutDescription: 150,
  shortcuts: 10,
  commandName: 32,
  commandDescription: 2_000,
  usageHint: 1_000,
} as const
