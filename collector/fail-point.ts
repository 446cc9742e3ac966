/** Ends the process at a named place, the way a power cut would; does nothing unless a test asks for it. */
export type FailPoint = (name: string) => void

/** Makes the fail-point of `name` or `name:n`, the n-th time the place is passed; an empty word never fires. */
export function createFailPoint(word: string): FailPoint {
  const [wanted = '', nth = '1'] = word.split(':')
  let passes = 0
  return (name) => {
    if (name !== wanted || wanted === '') return
    passes += 1
    if (passes === Number(nth)) process.kill(process.pid, 'SIGKILL')
  }
}
