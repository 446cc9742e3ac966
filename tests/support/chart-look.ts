import type { ChartLook } from '../../dashboard/charts/chart-look.ts'
import { createFormat } from '../../dashboard/format/create-format.ts'

/** A look of the width given with colours that are told apart by name. */
export const chartLook = (width: number): ChartLook => ({
  width,
  theme: 'light',
  format: createFormat('en'),
  tokens: {
    ink: 'ink',
    soft: 'soft',
    faint: 'faint',
    line: 'line',
    surface: 'surface',
    accent: 'accent',
    pattern: 'pattern',
    sans: 'sans-serif',
    states: {
      adopted: 'adopted',
      occasional: 'occasional',
      lapsed: 'lapsed',
      never_started: 'never_started',
      not_measured: 'not_measured',
    },
  },
})
