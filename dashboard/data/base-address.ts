/** Address of the dashboard's root, with a slash at its end: the script lies in `assets/` right below it. */
export const baseAddress: URL = import.meta.env.DEV
  ? new URL('/', location.href)
  : new URL(/* @vite-ignore */ '../', import.meta.url)

/** Address of a path of the server, relative to the root: `api/status`. */
export function serverUrl(path: string): string {
  return new URL(path, baseAddress).toString()
}
