import { type AccountRow, accountRow } from '../../schema/datasets/accounts.ts'
import type { KeyedTable } from './keyed-table.ts'

const heldSql = `
SELECT account_id, name, tier, department, valid_from, valid_to FROM accounts
WHERE account_id IN (SELECT account_id FROM given)
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY account_id, valid_from`

/** Accounts: known by id and first day. They are read as they are, so only counts depend on them. */
export function accountsTable(): KeyedTable<AccountRow> {
  return {
    table: 'accounts',
    schema: accountRow,
    key: ['account_id', 'valid_from'],
    content: ['account_id', 'name', 'tier', 'department', 'valid_from', 'valid_to'],
    store: (row) => ({ ...row }),
    people: () => [],
    heldSql,
    given: { structure: 'account_id String', columns: ['account_id'] },
    change: () => ({ kind: 'counted' }),
  }
}
