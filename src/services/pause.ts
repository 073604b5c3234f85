/** Waits so many milliseconds; a process with nothing else to do may end meanwhile. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
