import { type Finding, finding } from './finding.ts'

/** "3 of 10 people do every core task of their role in the CRM"; null when nobody can be measured. */
export function peopleTasksFinding({ measured, did_all: did }: { measured: number; did_all: number }): Finding | null {
  if (measured === 0) return null
  if (did === measured) return finding('people_tasks.all')
  return did === 0 ? finding('people_tasks.none') : finding('people_tasks.some', { count: did, of: measured })
}
