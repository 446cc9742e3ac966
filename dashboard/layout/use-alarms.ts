import { useTranslation } from 'react-i18next'
import type { Status } from '../data/use-status.ts'
import { useFormat } from '../format/use-format.ts'

/** Something that makes numbers incomplete, for those who look after the data and for everybody else. */
export type Alarm = {
  /** The same as long as it is about the same. */
  id: string
  keeper: string
  viewer: string
}

/** What there is to be alarmed about, worst first. */
export function useAlarms(status: Status | undefined): Alarm[] {
  const { t, i18n } = useTranslation()
  const { instant } = useFormat()
  if (!status) return []
  const { feeds, delivery, timezone } = status
  const names = (of: readonly { source: string }[]) =>
    new Intl.ListFormat(i18n.language === 'en' ? 'en-GB' : i18n.language).format(of.map(({ source }) => source))
  const alarms: Alarm[] = []
  if (delivery?.refusing) alarms.push({ id: 'refusing', keeper: t('notice.refusing'), viewer: '' })
  if (delivery?.lane === 'stopped') {
    const since = instant(delivery.lane_since, timezone)
    alarms.push({ id: `lane ${delivery.lane_since}`, keeper: t('notice.lane_stopped', { since }), viewer: '' })
  }
  const stopped = feeds.stopped.filter(({ last_delivery_at }) => last_delivery_at !== null)
  const [first] = stopped.map(({ last_delivery_at }) => last_delivery_at ?? '').sort()
  if (first !== undefined) {
    const since = instant(first, timezone)
    const keeper = t('notice.stopped_keeper', { names: names(stopped), since, count: stopped.length })
    alarms.push({ id: `stopped ${names(stopped)} ${first}`, keeper, viewer: t('notice.stopped_viewer', { since }) })
  }
  const never = feeds.stopped.filter(({ last_delivery_at }) => last_delivery_at === null)
  if (never.length > 0) {
    const keeper = t('notice.never_keeper', { names: names(never) })
    alarms.push({ id: `never ${names(never)}`, keeper, viewer: t('notice.never_viewer') })
  }
  return alarms
}
