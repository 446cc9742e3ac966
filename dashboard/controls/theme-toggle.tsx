import { useTranslation } from 'react-i18next'
import { useTheme } from '../theme/use-theme.ts'
import styles from './switches.module.css'

/** Light or dark. */
export function ThemeToggle() {
  const { t } = useTranslation()
  const { theme, toggle } = useTheme()
  const name = t(theme === 'dark' ? 'controls.to_light' : 'controls.to_dark')
  return (
    <button aria-label={name} className={styles.theme} onClick={toggle} title={name} type="button">
      <svg aria-hidden="true" height="16" viewBox="0 0 16 16" width="16">
        <circle cx="8" cy="8" fill="none" r="6.25" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5Z" fill="currentColor" />
      </svg>
    </button>
  )
}
