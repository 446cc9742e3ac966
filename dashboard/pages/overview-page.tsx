import { useTranslation } from 'react-i18next'
import { FilterBar } from '../controls/filter-bar.tsx'
import { PageHead } from '../layout/page-head.tsx'

/** How far the organisation has taken the CRM up. */
export function OverviewPage() {
  const { t } = useTranslation()
  return (
    <>
      <FilterBar filters={['department', 'team', 'phase']} />
      <PageHead title={t('nav.overview')} />
    </>
  )
}
