import { addFault, textCell } from './cell.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const mondayToFriday = 0b0011111

/** Workdays as bits 0..6 for Monday..Sunday: `mon tue wed`, `mon,tue`, `sun-thu`; blank is Monday to Friday. */
export const workdaysCell = textCell.transform((text, context): number => {
  if (text === '') return mondayToFriday
  let bits = 0
  for (const part of text.toLowerCase().split(/[\s,;]+/)) {
    if (part === '') continue
    const range = rangeBits(part)
    if (range === undefined) {
      return addFault(context, 'not_workdays', `"${part}" is no day; write mon tue wed thu fri sat sun, or mon-fri`)
    }
    bits |= range
  }
  return bits === 0 ? addFault(context, 'not_workdays', 'names no day') : bits
})

function rangeBits(part: string): number | undefined {
  const ends = part.split('-').map(dayOf)
  const [from, to = from] = ends
  if (ends.length > 2 || from === undefined || to === undefined || ends.includes(undefined)) return undefined
  let bits = 0
  for (let day = from; ; day = (day + 1) % 7) {
    bits |= 1 << day
    if (day === to) return bits
  }
}

function dayOf(name: string): number | undefined {
  const full = /^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?$/.test(name) || name === 'thur'
  const place = days.findIndex((day) => name.startsWith(day))
  return full && place >= 0 ? place : undefined
}
