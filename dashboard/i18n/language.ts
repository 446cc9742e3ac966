/** Languages of the dashboard, with the locale that formats their dates and numbers. */
export const languages = {
  en: { name: 'English', short: 'EN', locale: 'en-GB' },
  'zh-CN': { name: '简体中文', short: '中文', locale: 'zh-CN' },
} as const

/** Language of the dashboard. */
export type Language = keyof typeof languages

const storageKey = 'takehold.language'

/** The viewer's choice, else the first language of the browser that there is, else English. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(storageKey)
  if (isLanguage(chosen)) return chosen
  for (const wanted of navigator.languages) {
    if (wanted.toLowerCase().startsWith('zh')) return 'zh-CN'
    if (wanted.toLowerCase().startsWith('en')) return 'en'
  }
  return 'en'
}

/** Keeps the viewer's choice for the next visit. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
}

/** Whether a text names a language of the dashboard. */
export function isLanguage(text: string | null | undefined): text is Language {
  return text === 'en' || text === 'zh-CN'
}
