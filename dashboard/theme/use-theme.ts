import { useSyncExternalStore } from 'react'

/** What the page is drawn in. */
export type Theme = 'light' | 'dark'

const storageKey = 'takehold.theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** The theme in use and the switch; the viewer's choice outlives the visit, without one the system decides. */
export function useTheme(): { theme: Theme; toggle: () => void } {
  const theme = useSyncExternalStore(subscribe, currentTheme)
  return { theme, toggle: () => chooseTheme(theme === 'dark' ? 'light' : 'dark') }
}

/** Sets the theme before the first paint and follows the system from then on. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = currentTheme()
  systemDark.addEventListener('change', announce)
}

function currentTheme(): Theme {
  const chosen = localStorage.getItem(storageKey)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return systemDark.matches ? 'dark' : 'light'
}

function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme)
  announce()
}

function announce(): void {
  document.documentElement.dataset.theme = currentTheme()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
