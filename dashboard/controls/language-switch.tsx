import { useTranslation } from 'react-i18next'
import { type Language, languages } from '../i18n/language.ts'
import { useLanguage } from '../i18n/use-language.ts'
import styles from './switches.module.css'

const order = ['en', 'zh-CN'] as const satisfies readonly Language[]

/** EN · 中文: each language written in itself. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const { language, choose } = useLanguage()
  return (
    <fieldset className={styles.languages}>
      <legend className="visually-hidden">{t('controls.language')}</legend>
      {order.map((each) => (
        <button
          aria-pressed={each === language}
          className={styles.language}
          key={each}
          lang={each}
          onClick={() => choose(each)}
          title={languages[each].name}
          type="button"
        >
          {languages[each].short}
        </button>
      ))}
    </fieldset>
  )
}
