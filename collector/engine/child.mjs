// The engine's own process: the native call below blocks it for good, so nothing else may live here.
// Arguments carry paths and numbers only; secrets are in the files that --config-file names.
import { availableParallelism, setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { DataType, load, open } from 'ffi-rs'

/** Niceness of the engine's threads, 0 to 19: at 19 a busy server process gets nearly all of a core they share. */
const enginePriority = 19
/** Linux's policy for work that gives way at once when anything else wakes up (SCHED_IDLE in sched.h). */
const idlePolicy = 5

const [library, dataFolder, httpPort, configFile, supervisorPid, priority] = process.argv.slice(2)

const libc = process.platform === 'linux' ? openLibc() : undefined
// Ctrl-C in a terminal must reach the supervisor only. A group is enough for that: between sessions
// Linux shares the cores evenly (autogroup), however nice a process is.
libc?.('setpgid', [DataType.I32, DataType.I32], [0, 0])
if (priority === 'low') giveWay()

// The session must never end, because the listener ends with it.
const keepAlive = `SELECT sleepEachRow(3) FROM system.numbers FORMAT Null
  SETTINGS function_sleep_max_microseconds_per_block=0, max_block_size=1, max_execution_time=0`

const argv = [
  'clickhouse',
  `--path=${dataFolder}`,
  `--http_port=${httpPort}`,
  '--listen_host=127.0.0.1',
  // The level in the configuration file is not read; the default, trace, writes every statement down.
  '--log-level=warning',
  `--config-file=${configFile}`,
  `--query=SYSTEM START LISTEN HTTP; ${keepAlive}`,
]

const ended = new Int32Array(new SharedArrayBuffer(4))
const watch = new Worker(new URL('./parent-watch.mjs', import.meta.url), {
  workerData: { supervisorPid: Number(supervisorPid), ended },
})

// This thread is deaf once the call begins, so the watch must be running first.
watch.once('message', () => {
  open({ library: 'engine', path: library })
  load({
    library: 'engine',
    funcName: 'chdb_query_cmdline',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [argv.length, argv],
  })
  Atomics.store(ended, 0, 1)
})

/** Acknowledging events and answering pages come first; threads that begin later inherit this. */
function giveWay() {
  setPriority(enginePriority)
  const { I32, U8Array } = DataType
  // On a single core a flood of events would leave it nothing at all.
  if (availableParallelism() > 1) libc?.('sched_setscheduler', [I32, I32, U8Array], [0, idlePolicy, Buffer.alloc(4)])
}

/** Calls of the C library that Node does not have; each answers an int. */
function openLibc() {
  open({ library: 'libc', path: 'libc.so.6' })
  return (funcName, paramsType, paramsValue) =>
    load({ library: 'libc', funcName, retType: DataType.I32, paramsType, paramsValue })
}
