import { useSyncExternalStore } from 'react'

const phone = matchMedia('(max-width: 760px)')

/** Whether the page is as narrow as on a phone; the same width as in the style sheets. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener('change', listener)
      return () => phone.removeEventListener('change', listener)
    },
    () => phone.matches,
  )
}
