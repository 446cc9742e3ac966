import { useTranslation } from 'react-i18next'
import { PageHead } from './page-head.tsx'

/** A page that could not be drawn at all; everything that can fail sooner is said where it fails. */
export function PageError({ error }: { error: unknown }) {
  const { t } = useTranslation()
  return (
    <>
      <PageHead lede={error instanceof Error ? error.message : String(error)} title={t('page_error.title')} />
      <button onClick={() => location.reload()} type="button">
        {t('page_error.reload')}
      </button>
    </>
  )
}
