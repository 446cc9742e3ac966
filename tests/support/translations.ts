import { createInstance, type i18n } from 'i18next'
import type { Language } from '../../dashboard/i18n/language.ts'
import { pageResources } from '../../dashboard/i18n/page-resources.ts'

/** The dashboard's texts in one language; a key or a value that is missing throws. */
export async function openTestTranslations(language: Language): Promise<i18n> {
  const translations = createInstance()
  await translations.init({
    lng: language,
    fallbackLng: false,
    resources: pageResources,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => fail(`no text for ${key}`),
    missingInterpolationHandler: (text) => fail(`a value is missing in ${text}`),
  })
  return translations
}

function fail(message: string): never {
  throw new Error(message)
}
