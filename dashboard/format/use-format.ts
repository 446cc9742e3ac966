import { useMemo } from 'react'
import { useLanguage } from '../i18n/use-language.ts'
import { createFormat, type Format } from './create-format.ts'

/** Number and date formats of the language in use. */
export function useFormat(): Format {
  const { language } = useLanguage()
  return useMemo(() => createFormat(language), [language])
}
