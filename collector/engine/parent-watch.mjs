// A worker of child.mjs: ends the process when its supervisor is gone or when the native call has returned.
// SIGKILL is safe here, because every acknowledged insert survives it.
import { parentPort, workerData } from 'node:worker_threads'

const { supervisorPid, ended } = workerData
const pollMs = 200

setInterval(() => {
  if (process.ppid !== supervisorPid || Atomics.load(ended, 0) === 1) process.kill(process.pid, 'SIGKILL')
}, pollMs)

parentPort.postMessage('watching')
