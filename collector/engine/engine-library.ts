import { tryResolveLibchdb } from 'chdb/libchdb'

/** Path of the ClickHouse library that npm installed for this platform. */
export function engineLibrary(resolve: () => { path: string } | undefined = () => tryResolveLibchdb()): string {
  const library = resolve()
  if (library) return library.path
  throw new Error(
    `No ClickHouse engine is installed for ${process.platform}-${process.arch}. Nothing was started or changed. ` +
      'Takehold brings one for Linux (glibc) and macOS, x64 and arm64: install again with optional packages on, ' +
      'or set CLICKHOUSE_URL to a ClickHouse server.',
  )
}
