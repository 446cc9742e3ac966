import { useTranslation } from 'react-i18next'
import type { Feed } from '../data/use-sources.ts'
import { languages } from '../i18n/language.ts'
import { useLanguage } from '../i18n/use-language.ts'

// A week that began on a Monday.
const mondayMs = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** Says when a feed delivers: "Mon–Fri", "every day", "Mon, Thu". */
export function useRhythm(): (feed: Pick<Feed, 'delivers_on' | 'usual_gap_days'>) => string {
  const { t } = useTranslation('sources')
  const { language } = useLanguage()
  const name = new Intl.DateTimeFormat(languages[language].locale, { weekday: 'short', timeZone: 'UTC' })
  const weekday = (day = 1) => name.format(mondayMs + (day - 1) * dayMs)
  return ({ delivers_on: days, usual_gap_days: gap }) => {
    if (gap !== null) return t('rhythm.gap', { count: gap })
    if (days.length === 0) return t('rhythm.none')
    if (days.length === 7) return t('rhythm.every_day')
    const isRun = days.length > 2 && days.every((day, index) => day === (days[0] ?? 0) + index)
    return isRun
      ? `${weekday(days[0])}–${weekday(days.at(-1))}`
      : days.map(weekday).join(language === 'en' ? ', ' : '、')
  }
}
