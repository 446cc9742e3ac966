import { useTranslation } from 'react-i18next'
import type { Status } from '../data/use-status.ts'
import { PageHead } from '../layout/page-head.tsx'

/** There is no data yet: three ways to get it in. */
export function FirstRunPage({ status }: { status: Status }) {
  const { t } = useTranslation()
  return <PageHead lede={status.organisation} title={t('first_run.title')} />
}
