import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { languages } from '../i18n/language.ts'
import { useLanguage } from '../i18n/use-language.ts'

/** Passes the language in use to the calendar and the other controls. */
export function AriaLanguage({ children }: { children: ReactNode }) {
  const { language } = useLanguage()
  return <I18nProvider locale={languages[language].locale}>{children}</I18nProvider>
}
