import { type RefObject, useEffect, useRef } from 'react'

/** Calls `toggle` when `t` is pressed while the focus, or else the pointer, is in the panel. */
export function useTableKey(panel: RefObject<HTMLElement | null>, toggle: () => void, enabled: boolean): void {
  const newest = useRef(toggle)
  newest.current = toggle
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent) => {
      const plain = event.key === 't' && !event.ctrlKey && !event.metaKey && !event.altKey
      if (plain && !isTyping(event.target) && isMeant(panel.current)) newest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [panel, enabled])
}

function isMeant(panel: HTMLElement | null): boolean {
  if (!panel) return false
  const focused = document.activeElement?.closest('[data-panel]')
  return focused ? focused === panel : panel.matches(':hover')
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role=listbox]') !== null
  )
}
