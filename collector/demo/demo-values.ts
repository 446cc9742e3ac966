import type { Dice } from './seeded-dice.ts'

/** How a field of the demo is filled: well, or badly in each way there is. */
type Filling = { good: (dice: Dice) => string; bad: readonly string[] }

const words = (text: string) => (dice: Dice) => dice.pick(text.split('|'))
const digits = (dice: Dice, count: number) => Array.from({ length: count }, () => dice.int(0, 9)).join('')
const phone = (dice: Dice) => `+41 44 ${digits(dice, 3)} ${digits(dice, 2)} ${digits(dice, 2)}`

// The bad ones are missing, placeholders, the form's default or invalid; missing is the most common.
const fillings: Record<string, Filling> = {
  amount: { good: (dice) => String(dice.int(4, 480) * 500), bad: ['', '', '', '-1', 'tbd', '10k', '0.'] },
  close_date: {
    good: (dice) => `20${dice.int(24, 27)}-${twoDigits(dice.int(1, 12))}-${twoDigits(dice.int(1, 28))}`,
    bad: ['', '', 'soon', 'TBD', '2026-02-31', '31.12.2026'],
  },
  next_step: {
    good: words('Send offer|Call back|Visit plant|Demo on site|Check references|Negotiate terms'),
    bad: ['', '', '-', 'asdf', 'xxx', 'n/a', '...'],
  },
  competitor: { good: words('Globex|Initech|Umbra AG|Hooli|Soylent'), bad: ['', '', 'unknown', '?', 'none'] },
  lead_source: { good: words('Web|Referral|Event|Partner'), bad: ['Other', 'Other', 'Other', '', 'web'] },
  probability: { good: (dice) => String(dice.int(1, 9) * 10), bad: ['', '999', '150', '50%'] },
  industry: {
    good: words('Chemicals|Energy|Food|Healthcare|Machinery|Transport'),
    bad: ['', '', 'machinery', '待定', 'Unknown'],
  },
  website: { good: (dice) => `https://customer-${digits(dice, 4)}.example`, bad: ['', '', 'www', 'n/a', 'test'] },
  phone: { good: phone, bad: ['', '', '12345', '999999', 'call me'] },
  employees: { good: (dice) => String(dice.int(2, 4000)), bad: ['', '0', 'many', '9999'] },
  customer_number: { good: (dice) => `NW-${digits(dice, 5)}`, bad: ['', 'NW', 'nw-12', '-'] },
  email: {
    good: (dice) => `contact.${digits(dice, 5)}@customer.example`,
    bad: ['', '', 'nobody', 'test@test.example', 'x', 'n/a'],
  },
  job_title: {
    good: words('Buyer|Head of Quality|Plant Manager|CFO|Engineer|Procurement Lead'),
    bad: ['', '', '无', 'tba', '__'],
  },
}

/** A value of a field that its rule takes, or one that it does not. */
export function inventValue(field: string, isGood: boolean, dice: Dice): string {
  const filling = fillings[field]
  if (!filling) throw new Error(`the demo has no values for ${field}`)
  return isGood ? filling.good(dice) : dice.pick(filling.bad)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
