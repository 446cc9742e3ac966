import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// fdatasync fails with the number that stands in a file, as long as the file is there.
const source = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
int fdatasync(int fd) {
  FILE *told = fopen(getenv("FAILING_SYNC"), "r");
  int number = 0;
  if (told) {
    if (fscanf(told, "%d", &number) != 1) number = 0;
    fclose(told);
  }
  if (number) { errno = number; return -1; }
  return ((int (*)(int)) dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
`

/** A disk that fails when it is told to; undefined where there is no C compiler to make it. */
export function makeFailingSync(folder: string) {
  const [code, library, told] = ['shim.c', 'shim.so', 'errno'].map((name) => join(folder, name))
  if (!code || !library || !told) throw new Error('Three names make three paths.')
  writeFileSync(code, source)
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-o', library, code, '-ldl'])
  } catch {
    return undefined
  }
  return {
    env: { LD_PRELOAD: library, FAILING_SYNC: told },
    fail: (errno: number) => writeFileSync(told, String(errno)),
    mend: () => rmSync(told, { force: true }),
  }
}
