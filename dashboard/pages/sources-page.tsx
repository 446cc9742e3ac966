import { useTranslation } from 'react-i18next'
import { type Sources, useSources } from '../data/use-sources.ts'
import { useStatus } from '../data/use-status.ts'
import { useFormat } from '../format/use-format.ts'
import { PageHead } from '../layout/page-head.tsx'
import { FeedsPanel } from '../panels/feeds-panel.tsx'
import { UnclassifiedPanel } from '../panels/unclassified-panel.tsx'
import { UnmatchedPanel } from '../panels/unmatched-panel.tsx'
import styles from './sources.module.css'

/** Where the data comes from, whether it still comes, and what of it cannot be used. */
export function SourcesPage() {
  const { t } = useTranslation()
  const { count } = useFormat()
  const sources = useSources()
  const { data: status } = useStatus()
  const title = useSourcesTitle(sources.data)
  return (
    <>
      <PageHead
        lede={status && t('sources.lede', { events: count(status.events) })}
        title={title ?? t('nav.sources')}
        waiting={title === null && !sources.error}
      />
      <FeedsPanel sources={sources} timezone={status?.timezone} />
      <div className={styles.half}>
        <UnmatchedPanel sources={sources} timezone={status?.timezone} />
        <UnclassifiedPanel sources={sources} />
      </div>
    </>
  )
}

/** The finding: which feeds stopped, else which are quiet, else that all are live. */
function useSourcesTitle(sources: Sources | undefined): string | null {
  const { t, i18n } = useTranslation()
  if (!sources) return null
  if (sources.rows.length === 0) return t('sources.none')
  const inState = (state: string) => sources.rows.filter((row) => row.state === state).map(({ source }) => source)
  const names = (of: string[]) => new Intl.ListFormat(i18n.language === 'en' ? 'en-GB' : i18n.language).format(of)
  const [stopped, quiet] = [inState('stopped'), inState('quiet')]
  if (stopped.length > 0) return t('sources.title_stopped', { names: names(stopped), count: stopped.length })
  if (quiet.length > 0) return t('sources.title_quiet', { names: names(quiet), count: quiet.length })
  return t('sources.title_live', { count: sources.rows.length })
}
