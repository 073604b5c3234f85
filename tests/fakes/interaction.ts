let serial = 0

/** The id of an act of its own; what is delivered again has the same one. */
export const interaction = (): string => `test:${++serial}`
