import type { pageResources } from './page-resources.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: (typeof pageResources)['en']
  }
}
