/** Seconds before the next attempt: 5, 10, 20, … up to an hour. */
export function backOff(attempts: number): number {
  return Math.min(3600, 5 * 2 ** (attempts - 1))
}
