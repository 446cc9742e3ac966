import { useTranslation } from 'react-i18next'
import type { DeadLetterLine } from '../../schema/routes/dead-letters.ts'

/** Says why something was refused, in the language in use: "occurred_at is missing". */
export function useReasonWords(): (reason: Pick<DeadLetterLine, 'code' | 'column' | 'fault'>) => string {
  const { t } = useTranslation('sources')
  return ({ code, column, fault }) => t(`fault.${fault}`, { code, column: column ?? t('a_value') })
}
