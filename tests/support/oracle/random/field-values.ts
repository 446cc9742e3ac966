import type { Dice } from './dice.ts'

type Values = readonly [string, ...string[]]

/** Fields with the objects that have them. */
export const fieldNames: { name: string; objects: string[] }[] = [
  { name: 'amount', objects: ['opportunity'] },
  { name: 'close_date', objects: ['opportunity'] },
  { name: 'type', objects: ['opportunity', 'account'] },
  { name: 'discount', objects: ['opportunity'] },
  { name: 'competitor', objects: ['opportunity'] },
  { name: 'sector', objects: ['account'] },
  { name: 'email', objects: ['contact', 'account'] },
]

const GOOD: Record<string, Values> = {
  amount: ['100', '0', '12.50', '-0', '99999', '+7', ' 42 '],
  close_date: ['2025-03-31', '2024-02-29', '2026-12-01'],
  type: ['New', 'Renewal', 'na'],
  discount: ['5', '10', '20'],
  competitor: ['Globex', 'ＧＬＯＢＥＸ!', 'Initech', ' globex ', '99', 'xy'],
  sector: ['retail', 'finance', 'none'],
  email: ['a@example.org', 'A@Example.org', 'someone.else@mail.example.com'],
}

const BAD: Record<string, Values> = {
  amount: ['', '  ', '-5', 'many', '1,5', '1e3', 'n/a', '1000001'],
  close_date: ['', '2025-02-30', 'soon', '31.03.2025', '9999', 'TBD'],
  type: ['', 'Renewel', 'N/A', '-', 'new'],
  discount: ['', '101', '4.5', 'xxx', '??'],
  competitor: ['', 'TEST', 'test@example.org', '无', '999', '____', 'Unknown Rival', '暂无'],
  sector: ['', 'other', 'retale', 'tba', '...'],
  email: ['', 'nobody', 'a@b', 'asdf', 'Test@test.com', 'null'],
}

/** A value that its rule accepts, or that the picklist makes a value. */
export function goodValue(dice: Dice, field: string): string {
  return dice.pick(GOOD[field] ?? ['x'])
}

/** A value that its rule calls missing, placeholder, default or invalid. */
export function badValue(dice: Dice, field: string): string {
  return dice.pick(BAD[field] ?? [''])
}

/** A stage of an opportunity. */
export function stageOf(dice: Dice): string {
  return dice.pick(['New', 'Proposal', 'Negotiation', 'Won', 'Lost', '-100', ''])
}

/** Field rules that the values above are made for. */
export const OBJECT_RULES = {
  opportunity: {
    open_when: { stage: { not: ['Won', 'Lost', -100] } },
    fields: {
      amount: { critical: true, weight: 2, format: 'number', min: 0, max: 1_000_000 },
      close_date: { weight: 0.5, format: 'date' },
      type: { picklist: ['New', 'Renewal', 'na'], key: true },
      discount: { critical: true, format: 'integer', min: 0, max: 100, when: { type: ['Renewal'] } },
      competitor: { critical: true, when: { stage: ['Proposal', 'Negotiation'] }, key: true },
    },
  },
  account: {
    fields: {
      sector: { critical: true, picklist: ['retail', 'finance', 'none'], default: 'retail' },
      type: { weight: 3, picklist: ['New', 'Renewal'] },
      email: { critical: true, format: 'email', when: { type: { not: ['New'] } } },
    },
  },
  contact: { fields: { email: { critical: true, weight: 1.5, format: 'email', key: true } } },
}
