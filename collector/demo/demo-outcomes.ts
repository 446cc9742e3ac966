import { type Day, type DemoSpan, dateOf } from './demo-span.ts'
import { openDice } from './seeded-dice.ts'

/** One business figure of a department over the months: where it stood before go-live, and where it went. */
type Course = {
  metric: string
  department: string
  unit: string
  better: 'higher' | 'lower'
  wave: 0 | 1 | 2
  before: number
  after: number
}

// What the CRM helps with, and one thing that suffers: whoever enters data does not visit customers.
const courses: readonly Course[] = [
  {
    metric: 'First response',
    department: 'Customer Service',
    unit: 'hours',
    better: 'lower',
    wave: 1,
    before: 9,
    after: 5,
  },
  {
    metric: 'Satisfaction',
    department: 'Customer Service',
    unit: 'of 10',
    better: 'higher',
    wave: 1,
    before: 7,
    after: 8,
  },
  {
    metric: 'First response',
    department: 'Field Service',
    unit: 'hours',
    better: 'lower',
    wave: 1,
    before: 26,
    after: 25,
  },
  {
    metric: 'Visits a week',
    department: 'Field Sales',
    unit: 'visits',
    better: 'higher',
    wave: 0,
    before: 11,
    after: 8,
  },
  {
    metric: 'Cost per sale',
    department: 'Inside Sales',
    unit: 'CHF',
    better: 'lower',
    wave: 0,
    before: 410,
    after: 335,
  },
  { metric: 'Order intake', department: '', unit: 'CHF m', better: 'higher', wave: 0, before: 6.2, after: 7.1 },
]

const daysToSettle = 150
const daysBefore = 100

/** Business figures of the months, three of them from before the first wave. */
export function outcomeRows(span: DemoSpan) {
  const ends = monthEnds(span.firstDay - daysBefore, span.lastDay)
  return courses.flatMap(({ wave, before, after, ...course }) => {
    const dice = openDice(`outcome ${course.metric} ${course.department}`)
    return ends.map((day) => {
      const done = Math.min(1, Math.max(0, (day - span.goLive[wave]) / daysToSettle))
      // A fiftieth of the figure to either side, as nothing runs straight.
      const value = (before + (after - before) * done) * (1 + dice.int(-20, 20) / 1000)
      return { ...course, period_end: dateOf(day), value: value.toFixed(1) }
    })
  })
}

function monthEnds(first: Day, last: Day): Day[] {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return days.filter((day) => dateOf(day + 1).endsWith('-01'))
}
