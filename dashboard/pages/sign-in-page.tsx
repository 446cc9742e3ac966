import { useTranslation } from 'react-i18next'
import { CommandLine } from '../figures/command-line.tsx'
import { PageHead } from '../layout/page-head.tsx'

/** Nobody is signed in: how to get a link. */
export function SignInPage() {
  const { t } = useTranslation()
  return (
    <>
      <PageHead lede={t('sign_in.lede')} title={t('sign_in.title')} />
      <CommandLine label={t('sign_in.command')} text="npx takehold link" />
      <p className="dim">{t('sign_in.once')}</p>
    </>
  )
}
