import type { PersonState } from '../../schema/person-state.ts'
import type { Format } from '../format/create-format.ts'
import type { Theme } from '../theme/use-theme.ts'

/** Colours and type of the page, as the browser computes them from the custom properties. */
export interface ChartTokens {
  ink: string
  soft: string
  faint: string
  line: string
  surface: string
  accent: string
  pattern: string
  sans: string
  states: Record<PersonState, string>
}

/** Everything about how a chart is drawn that is not its data. */
export interface ChartLook {
  tokens: ChartTokens
  format: Format
  theme: Theme
  /** Width of the drawing in pixels; a narrow one has larger type and fewer ticks. */
  width: number
}

const narrowPx = 520

/** Whether the drawing is as narrow as on a phone. */
export const isNarrow = ({ width }: ChartLook): boolean => width < narrowPx

/** Size of the type on a chart in pixels. */
export const typePx = (look: ChartLook): number => (isNarrow(look) ? 13 : 12)
