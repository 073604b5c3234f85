/** Calls at once, and then at most once in `ms` milliseconds: what is asked for meanwhile is done once, at its end. */
export function sparingly(ms: number, call: () => void): { (): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let asked = false

  function sparing(): void {
    if (timer) {
      asked = true
      return
    }
    asked = false
    timer = setTimeout(() => {
      timer = undefined
      if (asked) sparing()
    }, ms)
    timer.unref()
    call()
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  return Object.assign(sparing, { stop })
}
