import { useTranslation } from 'react-i18next'
import { PageHead } from '../layout/page-head.tsx'

/** The feeds. */
export function SourcesPage() {
  const { t } = useTranslation()
  return <PageHead title={t('nav.sources')} />
}
