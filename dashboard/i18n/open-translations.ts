import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { firstLanguage, isLanguage, languages, rememberLanguage } from './language.ts'
import { pageResources } from './page-resources.ts'

/** The translations, loaded with the page; `<html lang>` follows the language. */
export async function openTranslations(): Promise<i18n> {
  const translations = createInstance()
  translations.on('languageChanged', (language) => {
    document.documentElement.lang = language
    if (isLanguage(language)) rememberLanguage(language)
  })
  await translations.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: 'en',
    supportedLngs: Object.keys(languages),
    resources: pageResources,
    interpolation: { escapeValue: false },
  })
  return translations
}
