import { useTranslation } from 'react-i18next'
import { FilterBar } from '../controls/filter-bar.tsx'
import { PageHead } from '../layout/page-head.tsx'

/** The page of people. */
export function PeoplePage() {
  const { t } = useTranslation()
  return (
    <>
      <FilterBar filters={['department', 'team', 'phase']} />
      <PageHead title={t('nav.people')} />
    </>
  )
}
