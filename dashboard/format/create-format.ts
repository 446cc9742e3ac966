import { type Language, languages } from '../i18n/language.ts'

/** Writes numbers and dates as the language does; see `createFormat`. */
export interface Format {
  /** 1240 → `1,240`. */
  count(value: number): string
  /** 0.632 → `63 %`; below a target that is given it never reads as the target. */
  percent(share: number, target?: number | null): string
  /** −1234 → `−1,234`, 3 → `+3`: a change, with a true minus sign. */
  signed(value: number): string
  /** 41.26 → `41.3`, 3 → `3.0`. */
  decimal(value: number): string
  /** A correlation: −0.347 → `−0.35`. */
  hundredths(value: number): string
  /** Tenths of a point with their sign: 31 → `+3.1`, −2 → `−0.2`, 0 → `0.0`. */
  signedTenths(tenths: number): string
  /** Tenths of a per cent: 633 → `63.3 %`. */
  percentTenths(tenths: number): string
  /** `2026-11-13` → `Fri 13 Nov 2026`. */
  date(day: string): string
  /** `2026-11-13` → `13 Nov`. */
  shortDate(day: string): string
  /** `2026-11-15` → `Sunday`. */
  weekday(day: string): string
  /** An instant in the zone given → `13 Nov, 14:05`. */
  instant(iso: string, timeZone?: string): string
}

/** Formats of one language. */
export function createFormat(language: Language): Format {
  const { locale } = languages[language]
  const percentSign = language === 'zh-CN' ? '%' : '\u202f%'
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const twoDigits = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const dated = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  const long = dated({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const short = dated({ timeZone: 'UTC', day: 'numeric', month: 'short' })
  const weekday = dated({ timeZone: 'UTC', weekday: 'long' })
  const atNoon = (day: string) => new Date(`${day}T12:00:00Z`)
  return {
    count: (value) => whole.format(value),
    percent: (share, target = null) => `${whole.format(wholePercent(share, target))}${percentSign}`,
    signed: (value) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${whole.format(Math.abs(value))}`,
    decimal: (value) => oneDigit.format(value),
    hundredths: (value) => `${value < 0 ? '−' : ''}${twoDigits.format(Math.abs(value))}`,
    signedTenths: (tenths) => `${tenths > 0 ? '+' : tenths < 0 ? '−' : ''}${oneDigit.format(Math.abs(tenths) / 10)}`,
    percentTenths: (tenths) => `${oneDigit.format(tenths / 10)}${percentSign}`,
    date: (day) => long.format(atNoon(day)).replace(',', ''),
    shortDate: (day) => short.format(atNoon(day)),
    weekday: (day) => weekday.format(atNoon(day)),
    instant: (iso, timeZone) =>
      dated({ timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
        new Date(iso),
      ),
  }
}

/** Half up; only nothing reads 0 and only everything reads 100, but before that a share under its target stays under it. */
function wholePercent(share: number, target: number | null): number {
  const rounded = Math.floor((tenThousandths(share) + 50) / 100)
  const reading = share > 0 && share < 1 ? Math.min(Math.max(rounded, 1), 99) : rounded
  if (target === null || share >= target || reading * 100 < tenThousandths(target)) return reading
  return Math.ceil(tenThousandths(target) / 100) - 1
}

// Whole numbers, because 0.145 × 100 is 14.499… in binary fractions.
function tenThousandths(share: number): number {
  return Math.round(share * 10_000)
}
