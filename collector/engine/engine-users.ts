import { createHash } from 'node:crypto'
import type { StoreConnection } from '../store/connection.ts'
import { readerSettings, writerSettings } from '../store/settings.ts'

const systemTables = [
  'parts',
  'parts_columns',
  'tables',
  'columns',
  'databases',
  'disks',
  'processes',
  'mutations',
  'merges',
  'dictionaries',
  'data_skipping_indices',
  'one',
  'numbers',
]

const tableEngines = [
  'Atomic',
  'MergeTree',
  'ReplacingMergeTree',
  'AggregatingMergeTree',
  'SummingMergeTree',
  'CollapsingMergeTree',
  'VersionedCollapsingMergeTree',
  'Memory',
  'Null',
  'View',
  'MaterializedView',
  'Dictionary',
]

// What tools ask to find their way; of tables and columns only those that are granted show up.
const analystTables = ['one', 'databases', 'tables', 'columns']

/** The engine's users: `default` without power, `writer` for its own database, `reader` and `analyst` for the granted views. */
export function engineUsers(
  { database, writer, reader, analyst }: StoreConnection,
  grants: readonly string[],
  analystGrants: readonly string[] = [],
): string {
  const everything = 'SHOW, SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, UNDROP TABLE, BACKUP, dictGet'
  const writerGrants = [
    `GRANT ${everything} ON ${database}.*`,
    // SYSTEM CLEANUP: an erasure has old files removed at once.
    `GRANT SYSTEM MERGES, SYSTEM TTL MERGES, SYSTEM VIEWS, SYSTEM CLEANUP ON ${database}.*`,
    // SYSTEM LISTEN closes the door before a stop; KILL QUERY cancels what a reader asked for.
    'GRANT CREATE TEMPORARY TABLE, KILL QUERY, SYSTEM LISTEN, SYSTEM RELOAD DICTIONARY ON *.*',
    `GRANT SET DEFINER ON ${writer.username}`,
    ...tableEngines.map((engine) => `GRANT TABLE ENGINE ON ${engine}`),
    ...systemTables.map((table) => `GRANT SELECT ON system.${table}`),
  ]
  const onViews = (views: readonly string[]) => views.map((view) => `GRANT SELECT ON ${database}.${identifier(view)}`)
  const systemGrants = analystTables.map((table) => `GRANT SELECT ON system.${table}`)
  const analystXml =
    analyst === undefined
      ? ''
      : userXml(analyst.username, hashXml(analyst.password), 'analyst', [...onViews(analystGrants), ...systemGrants])
  return `<clickhouse>
  <profiles>
    <default/>
    <writer>${settingsXml(writerSettings)}</writer>
    <reader><readonly>1</readonly>${settingsXml(readerSettings)}</reader>
    <analyst><readonly>2</readonly>${settingsXml(readerSettings)}${fixedXml(readerSettings)}</analyst>
  </profiles>
  <quotas><default/></quotas>
  <users>
    ${userXml('default', '<password></password>', 'default', ['GRANT SYSTEM LISTEN ON *.*', 'GRANT SELECT ON system.numbers'])}
    ${userXml(writer.username, hashXml(writer.password), 'writer', writerGrants)}
    ${userXml(reader.username, hashXml(reader.password), 'reader', onViews(grants))}
    ${analystXml}
  </users>
</clickhouse>
`
}

function userXml(name: string, secret: string, profile: string, grants: string[]): string {
  // A user without any grant line would be granted everything.
  const queries = grants.length > 0 ? grants : ['GRANT NONE ON *.*']
  return `<${name}>${secret}<networks><ip>127.0.0.1</ip></networks><profile>${profile}</profile><quota>default</quota>
      <grants>${queries.map((query) => `<query>${query}</query>`).join('\n        ')}</grants></${name}>`
}

function settingsXml(settings: Record<string, string | number>): string {
  return Object.entries(settings)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')
}

// Tools send settings of their own, which readonly=1 would refuse; those that bound a question stay ours.
function fixedXml(settings: Record<string, string | number>): string {
  const names = Object.keys(settings).map((name) => `<${name}><const/></${name}>`)
  return `<constraints>${names.join('')}</constraints>`
}

function hashXml(password: string): string {
  return `<password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>`
}

function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is not the name of a view: a-z, 0-9 and _ only.`)
  return name
}
