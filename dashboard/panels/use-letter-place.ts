import { useTranslation } from 'react-i18next'
import type { DeadLetterLine } from '../../schema/routes/dead-letters.ts'

/** Says where a refused row or event stood: "crm.csv, line 12". */
export function useLetterPlace(): (letter: Pick<DeadLetterLine, 'file' | 'line'>) => string {
  const { t } = useTranslation('sources')
  return ({ file, line }) => (file === '' ? t('dead.in_batch', { line: line + 1 }) : t('dead.in_file', { file, line }))
}
