import { useTranslation } from 'react-i18next'
import type { Finding } from './finding.ts'
import { say } from './say.ts'

/** Says findings in the language in use. */
export function useSay(): (found: Finding | readonly Finding[]) => string {
  const { i18n } = useTranslation()
  return (found) => say(i18n, found)
}
