import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../layout/page-head.tsx'
import styles from './people.module.css'

/** The role sees numbers of groups, not names: why, and where its numbers are. */
export function PeopleWithoutNames() {
  const { t } = useTranslation('people')
  return (
    <>
      <PageHead lede={t('no_names.lede')} title={t('no_names.title')} />
      <ul className={styles.ways}>
        <li>
          <Link to="/">{t('no_names.overview')}</Link>
        </li>
        <li>
          <Link to="/phases">{t('no_names.phases')}</Link>
        </li>
        <li>{t('no_names.ask')}</li>
      </ul>
    </>
  )
}
