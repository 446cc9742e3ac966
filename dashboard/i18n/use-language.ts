import { useTranslation } from 'react-i18next'
import { isLanguage, type Language } from './language.ts'

/** The language in use and the switch. */
export function useLanguage(): { language: Language; choose: (language: Language) => void } {
  const { i18n } = useTranslation()
  const language = isLanguage(i18n.language) ? i18n.language : 'en'
  return { language, choose: (wanted) => void i18n.changeLanguage(wanted) }
}
