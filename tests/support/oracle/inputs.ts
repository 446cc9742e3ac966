import type { Day } from './day.ts'

/** Where a row came from: later imports and later lines of one import win. */
export interface Order {
  /** 0 for the first file imported of a dataset, 1 for the next. */
  importOrder: number
  /** Line within its file. */
  line: number
}

/** One roster interval `[validFrom, validTo)`. */
export interface RosterRow extends Order {
  personId: string
  name: string
  department: string
  team: string
  role: string
  managerId: string
  validFrom: Day
  validTo: Day
  licensedFrom: Day
  licensedTo: Day
  /** Weekdays worked, Monday is 0. */
  workdays: number[]
  calendar: string
  /** Empty: the program's. */
  timezone: string
  kind: string
  aliases: string[]
}

/** Leave `[from, to]`, both included. */
export interface LeaveRow {
  personId: string
  from: Day
  to: Day
}

/** One day off of one calendar. */
export interface HolidayRow {
  calendar: string
  date: Day
}

/** One action; instants in milliseconds. */
export interface EventRow extends Order {
  messageId: string
  personId: string
  event: string
  occurredAt: number
  object: string
  recordId: string
  accountId: string
  origin: string
  app: string
  task: string
  /** Null: the sender does not say. */
  durationMs: number | null
  /** Results of a search; null when it does not say. */
  hits: number | null
  /** Instant of the customer contact it is about; null when it does not say. */
  contactAt: number | null
  noteHash: string
  /** Field states before and after; what is no state is empty. */
  changes: { field: string; from: string; to: string }[]
}

/** One version of a record; `undefined` marks a column its file did not have. */
export interface RecordVersion extends Order {
  object: string
  recordId: string
  updatedAt: number
  /** Undefined or null: not told. */
  createdAt?: number | null | undefined
  deletedAt: number | null | undefined
  ownerId: string | undefined
  editorId?: string | undefined
  accountId: string | undefined
  stage: string | undefined
  origin: string | undefined
  form?: string | undefined
  /** Values by field; a field that is not a key was not in the file. */
  fields: Record<string, string>
}

/** One interval `[validFrom, validTo)` of an account of the target universe. */
export interface AccountRow extends Order {
  accountId: string
  tier: string
  department: string
  validFrom: Day
  validTo: Day
}

/** A course that a person completed. */
export interface TrainingRow {
  personId: string
  course: string
  completedOn: Day
}

/** Everything the oracle reads; the program file is as YAML gave it. */
export interface OracleInputs {
  roster: RosterRow[]
  leave: LeaveRow[]
  holidays: HolidayRow[]
  events: EventRow[]
  records: RecordVersion[]
  accounts: AccountRow[]
  training: TrainingRow[]
  program?: ProgramFile
}

/** Values a rule accepts, or those it does not. */
export type Condition = (string | number)[] | { not: (string | number)[] }

/** Targets as decimals with at most four places. */
export interface Targets {
  adoption?: number
  completeness?: number
  represented?: number
}

/** One field rule of the program file. */
export interface FieldRule {
  critical?: boolean
  weight?: number
  when?: Record<string, Condition>
  format?: string
  picklist?: (string | number)[]
  min?: number | string
  max?: number | string
  regex?: string
  default?: string | number
  key?: boolean
}

/** The parts of takehold.yaml that the definitions read. */
export interface ProgramFile {
  timezone?: string
  week_start?: string
  privacy?: { floor?: number; sponsor_floor?: number }
  thresholds?: Record<string, number>
  targets?: Targets
  departments?: Record<string, { targets?: Targets }>
  apps?: { crm?: string[]; legacy?: string[] }
  phases?: {
    id: string
    owner?: string
    scope?: { departments?: string[]; teams?: string[]; roles?: string[]; people?: string[] }
    go_live: string
    targets?: Targets
  }[]
  actions?: { event: string; object?: string; class?: string; task?: string; layer?: string }[]
  roles?: Record<string, { core_tasks?: string[]; promote?: string[] }>
  objects?: Record<string, { open_when?: Record<string, Condition>; fields?: Record<string, FieldRule | null> }>
  placeholders?: (string | number)[]
}
