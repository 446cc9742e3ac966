import '@fontsource-variable/inter/wght.css'
import './tokens.css'
import './global.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createQueryClient } from './data/create-query-client.ts'
import { openTranslations } from './i18n/open-translations.ts'
import { AriaLanguage } from './layout/aria-language.tsx'
import { router } from './router.tsx'
import { applyTheme } from './theme/use-theme.ts'

/** Longest wait for the type face before the first paint; later it would move what is already drawn. */
const fontWaitMs = 400

applyTheme()
const [translations] = await Promise.all([openTranslations(), fontReady()])
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id root')
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={translations}>
      <AriaLanguage>
        <QueryClientProvider client={createQueryClient()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AriaLanguage>
    </I18nextProvider>
  </StrictMode>,
)

function fontReady(): Promise<unknown> {
  const given = new Promise((resolve) => setTimeout(resolve, fontWaitMs))
  return Promise.race([given, document.fonts.load('16px "Inter Variable"')])
}
