import type { i18n } from 'i18next'
import { createFormat, type Format } from '../format/create-format.ts'
import { isLanguage, type Language } from '../i18n/language.ts'
import type { Day, Finding, Value } from './finding.ts'

/** A finding, or several as one paragraph, in the language in use. */
export function say(translations: i18n, found: Finding | readonly Finding[]): string {
  const language = isLanguage(translations.language) ? translations.language : 'en'
  const voice: Voice = {
    format: formatOf(language),
    chinese: language === 'zh-CN',
    // The keys of rules are not literal types; a test finds every one of them in both files.
    translate: translations.getFixedT(language, 'sentences') as unknown as Voice['translate'],
  }
  return 'key' in found ? sayOne(found, voice) : found.map((each) => sayOne(each, voice)).join(voice.chinese ? '' : ' ')
}

// Making a format is dear and a list says a sentence per row; there are two languages.
const formats = new Map<Language, Format>()

function formatOf(language: Language): Format {
  const format = formats.get(language) ?? createFormat(language)
  formats.set(language, format)
  return format
}

interface Voice {
  format: Format
  chinese: boolean
  translate: (key: string, values?: Record<string, unknown>) => string
}

function sayOne({ key, values }: Finding, voice: Voice): string {
  const said = Object.entries(values).map(([name, value]) => [name, sayValue(name, value, voice)] as const)
  const text = voice.translate(key, { ...Object.fromEntries(said), interpolation: { escapeValue: false } })
  // A number word at the start takes a capital; a name keeps the case its owner gave it.
  return 'start' in values ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

function sayValue(name: string, value: Value, voice: Voice): string | number {
  if (typeof value === 'string') return value
  // `count` stays a number: the plural form is chosen by it, and the text formats it with `{{count, number}}`.
  if (typeof value === 'number') return name === 'count' ? value : voice.format.count(value)
  if ('key' in value) return sayOne(value, voice)
  if (value.as === 'percent') return voice.format.percent(value.share, value.below)
  if (value.as === 'tenths') return voice.format.decimal(value.tenths / 10)
  if (value.as === 'day') return sayDay(value, voice)
  if (value.as === 'words') return sayWords(value.number, voice)
  if (voice.chinese)
    return value.items.map((item) => (typeof item === 'string' ? item : sayOne(item, voice))).join('、')
  // "Sales and Marketing and service" could be three: names are quoted where one of them is a list itself.
  const quoted = value.items.length > 1 && value.items.some((item) => typeof item === 'string' && listed.test(item))
  const nameOf = (name: string) => (quoted ? `“${name}”` : name)
  const items = value.items.map((item) => (typeof item === 'string' ? nameOf(item) : sayOne(item, voice)))
  return new Intl.ListFormat('en-GB').format(items)
}

const listed = /,| and /

function sayDay({ date, on }: Day, { format, chinese }: Voice): string {
  const year = date.slice(0, 4)
  if (on === undefined || on.startsWith(year)) return format.shortDate(date)
  return chinese ? `${year}年${format.shortDate(date)}` : `${format.shortDate(date)} ${year}`
}

/** Words run to ten; from eleven on digits read faster. */
function sayWords(number: number, { format, translate }: Voice): string {
  return number >= 0 && number <= 10 ? translate(`words.${number}`) : format.count(number)
}
