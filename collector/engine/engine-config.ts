import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoreConnection } from '../store/connection.ts'
import type { EngineFolder } from './engine-folder.ts'
import { engineUsers } from './engine-users.ts'

/** Writes the private files of this start and answers the path of the configuration. */
export function writeEngineConfig(
  folder: EngineFolder,
  connection: StoreConnection,
  grants: readonly string[],
  analystGrants: readonly string[] = [],
): string {
  const usersFile = join(folder.start, 'users.xml')
  const configFile = join(folder.start, 'config.xml')
  writeFileSync(usersFile, engineUsers(connection, grants, analystGrants), { mode: 0o600 })
  writeFileSync(configFile, engineConfig(folder, usersFile, connection.httpHeaders), { mode: 0o600 })
  return configFile
}

// These quote rows and statements, so people's ids; whoever sent the statement has the message anyway.
const quoting = ['executeQuery', 'DynamicQueryHandler', 'HTTPHandler', 'TCPHandler', 'PredefinedQueryHandler']

// The local session's own user has no password, so a request without the secret header must not reach it: 404.
function engineConfig(folder: EngineFolder, usersFile: string, httpHeaders: Record<string, string>): string {
  const headers = Object.entries(httpHeaders).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
  return `<clickhouse>
  <users_config>${escapeXml(usersFile)}</users_config>
  <logger>
    <log>${escapeXml(join(folder.logs, 'engine.log'))}</log>
    <errorlog>${escapeXml(join(folder.logs, 'engine.error.log'))}</errorlog>
    <size>10M</size>
    <count>3</count>
    <levels>${quoting.map((name) => `<logger><name>${name}</name><level>none</level></logger>`).join('')}</levels>
  </logger>
  <max_server_memory_usage_to_ram_ratio>0.6</max_server_memory_usage_to_ram_ratio>
  <mark_cache_size>268435456</mark_cache_size>
  <backups><allowed_path>${escapeXml(folder.backups)}/</allowed_path></backups>
  <http_handlers>
    <rule><methods>GET</methods><url>/ping</url><handler><type>ping</type></handler></rule>
    <rule>
      <methods>GET,POST</methods>
      <headers>${headers.join('')}</headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
  </http_handlers>
</clickhouse>
`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
