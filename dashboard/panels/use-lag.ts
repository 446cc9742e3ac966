import { useTranslation } from 'react-i18next'

const minuteS = 60
const hourS = 3_600
const dayS = 86_400

/** Says how far a feed lies behind, in the largest unit that fits: "5 hours". */
export function useLag(): (seconds: number) => string {
  const { t } = useTranslation('sources')
  return (seconds) => {
    if (seconds < minuteS) return t('lag.now')
    if (seconds < hourS) return t('lag.minutes', { count: Math.floor(seconds / minuteS) })
    if (seconds < 2 * dayS) return t('lag.hours', { count: Math.floor(seconds / hourS) })
    return t('lag.days', { count: Math.floor(seconds / dayS) })
  }
}
