import { useTranslation } from 'react-i18next'
import { languages } from '../i18n/language.ts'
import { useLanguage } from '../i18n/use-language.ts'

const units = [
  ['gb', 1e9],
  ['mb', 1e6],
  ['kb', 1e3],
  ['b', 1],
] as const

/** Says a size in the largest unit that fits: "12.4 MB". */
export function useBytes(): (bytes: number) => string {
  const { t } = useTranslation('sources')
  const { language } = useLanguage()
  const number = new Intl.NumberFormat(languages[language].locale, { maximumSignificantDigits: 3 })
  return (bytes) => {
    const [unit, size] = units.find((each) => bytes >= each[1]) ?? ['b', 1]
    return t(`door.size.${unit}`, { size: number.format(bytes / size) })
  }
}
