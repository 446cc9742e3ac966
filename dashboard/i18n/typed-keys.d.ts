import type english from '../locales/en.json'
import type { pageResources } from './page-resources.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof english } & (typeof pageResources)['en']
  }
}
