import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { Params } from './request.ts'

/** One answer of a list; `next` is where the following one begins. */
type Answer = { rows: readonly unknown[]; next?: string | null | undefined }

/** A list so far: the first answer with its counts, and the rows of all answers. */
export interface Pages<Page extends Answer> {
  first: Page
  rows: readonly Page['rows'][number][]
}

/** How a list is read: `name` keeps its answers apart from others, `ask` asks for the answer at a cursor. */
export interface Listing<Page> {
  name: string
  query: Params
  ask(cursor: string | undefined, signal: AbortSignal): Promise<Page>
}

/** A list that names people or records, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function useLoggedPages<Page extends Answer>({
  name,
  query,
  ask,
}: Listing<Page>): UseInfiniteQueryResult<Pages<Page>> {
  return useInfiniteQuery({
    queryKey: [name, query],
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page) => last.next ?? undefined,
    select: ({ pages }) => together(pages),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function together<Page extends Answer>(pages: readonly Page[]): Pages<Page> {
  const [first] = pages
  if (first === undefined) throw new Error('an answer without a page')
  return { first, rows: pages.flatMap(({ rows }) => rows) }
}
