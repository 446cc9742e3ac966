import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import getPort from 'get-port'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineLibrary } from '../../collector/engine/engine-library.ts'
import { type Engine, startEngine } from '../../collector/engine/start-engine.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { insertRows } from '../../collector/store/insert-rows.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { StoreDown } from '../../collector/store/store-down.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'
import { writeServerFiles } from '../support/plain-server.ts'
import { quietLog } from '../support/quiet-log.ts'

const run = promisify(execFile)
const grants = ['allowed']
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function becomes(engine: Engine, wanted: ReturnType<Engine['state']>): Promise<void> {
  return new Promise((resolve) => {
    const forget = engine.onState((state) => {
      if (state !== wanted) return
      forget()
      resolve()
    })
  })
}

describe('the embedded engine', () => {
  let running: TestEngine
  let engine: Engine
  let store: Store

  beforeAll(async () => {
    running = await startTestEngine({ kind: 'embedded', grants })
    if (!running.engine) throw new Error('no engine')
    ;({ engine, store } = { engine: running.engine, store: running.store })
    await command(store.writer, 'CREATE TABLE numbers_kept (n UInt32) ENGINE = MergeTree ORDER BY n')
    await command(
      store.writer,
      'CREATE VIEW allowed DEFINER = CURRENT_USER SQL SECURITY DEFINER AS SELECT count() AS rows FROM numbers_kept',
    )
  })
  afterAll(() => running?.stop())

  /** A request as any program on this machine could send it. */
  const ask = (path: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(`${engine.connection().url}${path}`, body === undefined ? { headers } : { method: 'POST', headers, body })
  const count = async () => Number((await queryRows(store.writer, 'SELECT count() AS n FROM numbers_kept'))[0]?.n)

  test('is ready when it says so, answers /ping and runs in UTC whatever the host says', async () => {
    expect(engine.state()).toBe('ready')
    expect(await (await ask('/ping')).text()).toBe('Ok.\n')
    expect(
      await queryRows(store.writer, "SELECT serverTimezone() AS zone, startsWith(version(), '26.') AS known"),
    ).toEqual([{ zone: 'UTC', known: 1 }])
  })

  test('answers 404 to everyone without the secret header, whatever they ask', async () => {
    const { username, password } = engine.connection().writer
    const asWriter = { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password }
    for (const path of [
      '/',
      '/?query=SELECT%201',
      '/play',
      '/metrics',
      '/replicas_status',
      '/?query=SYSTEM%20STOP%20LISTEN%20HTTP',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 404])
      expect([path, (await ask(path, asWriter, 'SELECT 1')).status]).toEqual([path, 404])
    }
    expect((await ask('/', { 'X-Takehold-Engine': 'guess' }, 'SELECT 1')).status).toBe(404)
  })

  test('gives the user without a password no power even behind the header', async () => {
    const header = engine.connection().httpHeaders
    for (const sql of [
      'SELECT * FROM takehold.numbers_kept',
      'SELECT name FROM system.users',
      "SELECT * FROM file('x')",
      'CREATE DATABASE mine',
    ]) {
      expect(await (await ask('/', header, sql)).text()).toMatch(/default: Not enough privileges/)
    }
  })

  test('refuses the reader everything but the granted views', async () => {
    const refused = [
      'SELECT * FROM numbers_kept',
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
      "SELECT * FROM url('http://127.0.0.1/', 'LineAsString')",
      "SELECT * FROM s3('http://127.0.0.1/bucket/x', 'LineAsString')",
      "SELECT * FROM remote('127.0.0.1', system.one)",
      'SELECT * FROM system.users',
      'SELECT * FROM system.processes',
      'SELECT 1 SETTINGS max_execution_time = 0',
    ]
    for (const sql of refused) {
      await expect(queryRows(store.reader, sql), sql).rejects.toThrow(/Not enough privileges|readonly|Cannot modify/)
    }
    for (const sql of [
      'INSERT INTO numbers_kept VALUES (1)',
      'DROP VIEW allowed',
      'SYSTEM STOP LISTEN HTTP',
      'SET max_result_rows = 0',
    ]) {
      await expect(command(store.reader, sql), sql).rejects.toThrow(/Not enough privileges|readonly/)
    }
    expect(await queryRows(store.reader, 'SELECT rows FROM allowed')).toEqual([{ rows: await count() }])
  })

  test('confines the writer to its own database', async () => {
    for (const sql of [
      'SELECT * FROM system.users',
      "SELECT * FROM url('http://127.0.0.1/', 'LineAsString')",
      "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    ]) {
      await expect(queryRows(store.writer, sql), sql).rejects.toMatchObject({ code: '497' })
    }
    for (const sql of [
      'CREATE DATABASE other',
      'CREATE USER eve',
      'GRANT SELECT ON takehold.numbers_kept TO reader',
      'SYSTEM SHUTDOWN',
    ]) {
      await expect(command(store.writer, sql), sql).rejects.toMatchObject({ code: '497' })
    }
  })

  test('keeps its secrets off the command line and its files to their owner', async () => {
    const root = join(running.dataDir, 'engine')
    const start = (await readdir(root)).find((name) => name.startsWith('start-')) ?? ''
    expect(((await stat(root)).mode & 0o777).toString(8)).toBe('700')
    expect(((await stat(join(root, start))).mode & 0o777).toString(8)).toBe('700')
    for (const file of ['users.xml', 'config.xml']) {
      expect(((await stat(join(root, start, file))).mode & 0o777).toString(8)).toBe('600')
    }
    const { writer, reader } = engine.connection()
    const users = await readFile(join(root, start, 'users.xml'), 'utf8')
    const { stdout: commandLine } = await run('ps', ['-ww', '-o', 'args=', '-p', `${engine.pid()}`])
    expect(commandLine).toContain('child.mjs')
    const secrets = [writer.password, reader.password, ...Object.values(engine.connection().httpHeaders)]
    for (const secret of secrets) expect(commandLine).not.toContain(secret)
    for (const { password } of [writer, reader]) expect(users).not.toContain(password)
  })

  test('quotes nothing of what people sent in its logs', async () => {
    const told = [{ n: 'Ada Lovelace' }, { n: 1, 'Ada Lovelace': 1 }]
    for (const row of told)
      await expect(insertRows(store.writer, 'numbers_kept', [row])).rejects.toThrow(/Ada Lovelace/)
    await expect(queryRows(store.reader, "SELECT throwIf(1, 'Ada Lovelace')")).rejects.toThrow(/Ada Lovelace/)
    const logs = join(running.dataDir, 'engine', 'logs')
    const files = await readdir(logs)
    expect(files.sort()).toEqual(['engine.error.log', 'engine.log'])
    for (const file of files) expect(await readFile(join(logs, file), 'utf8')).not.toContain('Lovelace')
  })

  test('backs a database up into a plain folder and brings it back', async () => {
    await insertRows(store.writer, 'numbers_kept', [{ n: 1_000_001 }])
    const before = await count()
    await command(store.writer, "BACKUP TABLE numbers_kept TO File('kept')")
    await command(store.writer, 'TRUNCATE TABLE numbers_kept SYNC')
    await command(store.writer, "RESTORE TABLE numbers_kept FROM File('kept') SETTINGS allow_non_empty_tables = 1")
    expect(await count()).toBe(before)
    expect(await readdir(join(running.dataDir, 'backups'))).toEqual(['kept'])
  })

  test('after kill -9 comes back by itself at the same place with every acknowledged row', async () => {
    const before = await count()
    const address = engine.connection()
    let acknowledged = 0
    const sending = (async () => {
      for (let n = 0; n < 100_000; n++) {
        await insertRows(store.writer, 'numbers_kept', [{ n }])
        acknowledged++
      }
    })()
    await expect.poll(() => acknowledged).toBeGreaterThan(20)
    const pid = engine.pid()
    const restarting = becomes(engine, 'restarting')
    const ready = becomes(engine, 'ready')
    process.kill(Number(pid), 'SIGKILL')
    await expect(sending).rejects.toThrow(/store is restarting/)
    await restarting
    await ready
    expect(engine.pid()).not.toBe(pid)
    expect(engine.connection()).toEqual(address)
    // One insert more may have been written without its answer having arrived.
    expect([before + acknowledged, before + acknowledged + 1]).toContain(await count())
  })

  test('a question it dies under is told as a store that restarts, never as a short answer', async () => {
    const slow = 'SELECT number, sleepEachRow(0.1) AS slept FROM numbers(29)'
    const answers = [store.reader, store.writer].map((client) =>
      queryRows(client, slow).catch((error: unknown) => error),
    )
    const asked = "SELECT count() AS running FROM system.processes WHERE query LIKE 'SELECT number, sleepEachRow%'"
    await expect.poll(() => queryRows(store.writer, asked)).toEqual([{ running: 2 }])
    const ready = becomes(engine, 'ready')
    process.kill(Number(engine.pid()), 'SIGKILL')
    for (const answer of await Promise.all(answers)) expect(answer).toBeInstanceOf(StoreDown)
    await ready
  })

  test('refuses a second start on the same folder and names the first', async () => {
    const second = startEngine({ dataDir: running.dataDir, log: quietLog, grants })
    await expect(second).rejects.toThrow(
      new RegExp(`in use by the Takehold process ${process.pid}\\. Nothing was changed`),
    )
    expect(await count()).toBeGreaterThan(0)
  })

  test('refuses a fixed port that is taken', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'takehold-test-'))
    const port = Number(new URL(engine.connection().url).port)
    await expect(startEngine({ dataDir, log: quietLog, grants, port })).rejects.toThrow(/port for the engine is taken/)
    await rm(dataDir, { recursive: true })
  })
})

// SCHED_IDLE and SCHED_OTHER of Linux; on a single core the engine keeps the usual one.
const idlePolicy = availableParallelism() > 1 ? 5 : 0

/** Where Linux has the engine's process, by proc(5): it must give way at once, and hear no Ctrl-C. */
async function placeOf(running: Engine) {
  const pid = Number(running.pid())
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  const [group, session, policy] = [fields[2], fields[3], fields[38]].map(Number)
  return { ownGroup: group === pid, ownSession: session === pid, policy }
}

describe('the life of the engine', () => {
  test('stops at once, leaves no process and no secrets, and starts again on what it kept', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'takehold-test-'))
    const engine = await startEngine({ dataDir, log: quietLog, grants: [] })
    const store = openStore(engine.connection(), { log: quietLog })
    await command(store.writer, 'CREATE TABLE kept (n UInt8) ENGINE = MergeTree ORDER BY n')
    await insertRows(store.writer, 'kept', [{ n: 7 }])
    // Without any granted view the reader may read nothing at all.
    await expect(queryRows(store.reader, 'SELECT n FROM kept')).rejects.toMatchObject({ code: '497' })
    await store.close()
    const pid = Number(engine.pid())
    const began = performance.now()
    await Promise.all([engine.stop(), engine.stop()])
    expect(performance.now() - began).toBeLessThan(3_000)
    expect([isAlive(pid), engine.state(), engine.pid()]).toEqual([false, 'stopped', undefined])
    expect((await readdir(join(dataDir, 'engine'))).sort()).toEqual(['logs', 'store'])

    const again = await startEngine({ dataDir, log: quietLog, grants })
    const reopened = openStore(again.connection(), { log: quietLog })
    expect(again.connection().writer.password).not.toBe(engine.connection().writer.password)
    expect(await queryRows(reopened.writer, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
    await reopened.close()
    if (process.platform === 'linux')
      expect(await placeOf(again)).toEqual({ ownGroup: true, ownSession: false, policy: idlePolicy })
    const restarting = becomes(again, 'restarting')
    process.kill(Number(again.pid()), 'SIGKILL')
    await restarting
    await again.stop()
    expect([again.state(), again.pid()]).toEqual(['stopped', undefined])
    await rm(dataDir, { recursive: true })
  })

  test('refuses a data folder that cannot be one, in words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'takehold-test-'))
    await writeFile(join(folder, 'data'), '')
    const start = startEngine({ dataDir: join(folder, 'data'), log: quietLog, grants })
    await expect(start).rejects.toThrow(/cannot be written.*Nothing was changed.*name another data folder/)
    await rm(folder, { recursive: true })
  })

  test('ends when its parent is killed with -9', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'takehold-test-'))
    await writeServerFiles(folder)
    const script = join(packageRoot, 'collector', 'engine', 'child.mjs')
    const port = await getPort({ host: '127.0.0.1' })
    const engineArgs = [script, engineLibrary(), join(folder, 'store'), `${port}`, join(folder, 'config.xml')]
    const parent = spawn('sh', ['-c', '"$@" "$$" >&2 & echo $!; wait', 'sh', process.execPath, ...engineArgs], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = await once(parent.stdout, 'data')
    const pid = Number(String(line))
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/ping`).then(
        (answer) => answer.ok,
        () => false,
      )
    await expect.poll(answers, { timeout: 20_000 }).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
    expect(await answers()).toBe(false)
    await rm(folder, { recursive: true })
  })
})
