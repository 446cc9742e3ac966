import { useTranslation } from 'react-i18next'
import { hiddenGroups } from '../sentences/departments-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './rows.module.css'

/** Says which departments are not shown, and why; nothing when all are. */
export function HiddenRemark({ rows }: { rows: readonly { department: string; suppressed?: true }[] }) {
  const { t } = useTranslation()
  const say = useSay()
  const names = rows
    .filter(({ suppressed }) => suppressed)
    .map(({ department }) => department || t('controls.no_group'))
  const hidden = hiddenGroups([...new Set(names)])
  return hidden && <p className={styles.remark}>{say(hidden)}</p>
}
