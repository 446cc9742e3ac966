import { useTranslation } from 'react-i18next'
import type { Sources } from '../data/use-sources.ts'
import { PageHead } from '../layout/page-head.tsx'
import { sourcesHeadline } from '../sentences/sources-headline.ts'
import { sourcesLede } from '../sentences/sources-lede.ts'
import { useSay } from '../sentences/use-say.ts'

/** Which feeds deliver, and what became of what they sent. */
export function SourcesHead({ sources, failed }: { sources: Sources | undefined; failed: boolean }) {
  const { t } = useTranslation(['sources', 'translation'])
  const say = useSay()
  if (!sources) return <PageHead title={t('sources:title')} waiting={!failed} />
  const { rows, total, dead_letters, delivery } = sources
  const [counts, ...others] = sourcesLede({ total, dead_letters, delivery })
  const lede = counts && (
    <>
      <b>{say(counts)}</b>
      {t('translation:overview.between')}
      {say(others)}
    </>
  )
  return <PageHead lede={lede} title={say(sourcesHeadline({ rows, delivery }))} />
}
