import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { baseAddress } from './data/base-address.ts'
import { NotFound } from './layout/not-found.tsx'
import { PageError } from './layout/page-error.tsx'
import { Shell } from './layout/shell.tsx'
import { peopleSearch } from './pages/people-search.ts'
import { recordsSearch } from './pages/records-search.ts'
import { sourcesSearch } from './pages/sources-search.ts'
import { formatSearch, pageSearch, parseSearch } from './search.ts'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageError })

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./pages/overview-page.tsx'), 'OverviewPage'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./pages/people-page.tsx'), 'PeoplePage'),
})

const phases = createRoute({
  getParentRoute: () => root,
  path: '/phases',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./pages/phases-page.tsx'), 'PhasesPage'),
})

const records = createRoute({
  getParentRoute: () => root,
  path: '/records',
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import('./pages/records-page.tsx'), 'RecordsPage'),
})

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazyRouteComponent(() => import('./pages/sources-page.tsx'), 'SourcesPage'),
})

const feedback = createRoute({
  getParentRoute: () => root,
  path: '/feedback',
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import('./pages/feedback-page.tsx'), 'FeedbackPage'),
})

/** The pages. Each is one segment below the base, so that the relative addresses of the build hold everywhere. */
export const router = createRouter({
  routeTree: root.addChildren([overview, people, records, phases, sources, feedback]),
  basepath: baseAddress.pathname,
  parseSearch,
  stringifySearch: formatSearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
