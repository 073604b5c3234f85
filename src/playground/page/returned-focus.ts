import { useLayoutEffect } from 'preact/hooks'

/**
 * Gives the keyboard to what `take` finds while something is open, and back to where it was once that is closed. Before anything is painted:
 * whoever types at once must not have the caret moved away.
 */
export function useReturnedFocus(take: () => void): void {
  useLayoutEffect(() => {
    const before = document.activeElement
    take()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
}
