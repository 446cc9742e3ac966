import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHead } from './page-head.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <>
      <PageHead lede={t('not_found.lede')} title={t('not_found.title')} />
      <Link to="/">{t('not_found.back')}</Link>
    </>
  )
}
