import { useTranslation } from 'react-i18next'
import { useStatus } from '../data/use-status.ts'
import { useFormat } from '../format/use-format.ts'
import { PageHead } from '../layout/page-head.tsx'
import { overviewHeadline } from '../sentences/overview-headline.ts'
import { overviewLede } from '../sentences/overview-lede.ts'
import { useSay } from '../sentences/use-say.ts'
import type { Overview } from './use-overview.ts'

/** The finding of the Overview and the counts it rests on; how far the data reaches stands last. */
export function OverviewHead({ overview: { adoption, coverage, query } }: { overview: Overview }) {
  const { t } = useTranslation()
  const say = useSay()
  const format = useFormat()
  const { data: status } = useStatus()
  if (!adoption.data || !coverage.data) return <PageHead tall title={t('shell.loading')} waiting />
  const { total, compare, on } = adoption.data
  // Coverage knows no such filter: who holds the organisation back says nothing about one department.
  const whole = query.department === undefined && query.team === undefined
  const finding = overviewHeadline({ adoption: total, coverage: whole ? coverage.data : null })
  const through = adoption.data.complete_through
  const reach = [
    on !== undefined &&
      t(on === status?.last_complete_day ? 'overview.as_of_latest' : 'overview.as_of', { day: format.date(on) }),
    through !== null && t('overview.complete_through', { at: format.instant(through, status?.timezone) }),
  ]
  const [counts, ...others] = overviewLede(total, compare?.total ?? null)
  const rest = [...others.map((each) => say(each)), ...reach].filter(Boolean).join(t('overview.between'))
  const lede = (
    <>
      {counts && <b>{say(counts)}</b>}
      {t('overview.between')}
      {rest}
    </>
  )
  return <PageHead lede={lede} tall title={say(finding)} />
}
