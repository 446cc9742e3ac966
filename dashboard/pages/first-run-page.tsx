import { useTranslation } from 'react-i18next'
import { useFirstRun } from '../data/use-first-run.ts'
import { useSession } from '../data/use-session.ts'
import type { Status } from '../data/use-status.ts'
import { CommandLine } from '../figures/command-line.tsx'
import { PageHead } from '../layout/page-head.tsx'
import styles from './first-run.module.css'
import { DemoCard } from './first-run-demo.tsx'
import { FirstRunStep } from './first-run-step.tsx'
import { sdkSnippet } from './sdk-snippet.ts'

/** There is no data yet: how to get it in, and what has arrived so far. The status is asked for every two seconds. */
export function FirstRunPage({ status }: { status: Status }) {
  const { t } = useTranslation()
  const admin = useSession().data?.role === 'admin'
  if (!admin) return <PageHead lede={t('first_run.not_admin')} title={t('first_run.arrived.none')} />
  const people = status.people ?? 0
  return (
    <>
      <PageHead lede={t('first_run.lede')} title={t('first_run.title')} />
      <div className={styles.columns}>
        <ol className={styles.steps}>
          <FirstRunStep
            arrived={people > 0 ? t('first_run.arrived.people', { count: people }) : null}
            number={1}
            text={t('first_run.people.text')}
            title={t('first_run.people.title')}
          >
            <CommandLine label={t('first_run.people.command')} text="npx takehold import roster people.csv" />
          </FirstRunStep>
          <FirstRunStep
            arrived={status.events > 0 ? t('first_run.arrived.events', { count: status.events }) : null}
            number={2}
            text={t('first_run.events.text')}
            title={t('first_run.events.title')}
          >
            <CommandLine label={t('first_run.events.command')} text="npx takehold import events activity.csv" />
            <Snippet />
          </FirstRunStep>
          <FirstRunStep
            arrived={status.records > 0 ? t('first_run.arrived.records', { count: status.records }) : null}
            number={3}
            text={t('first_run.records.text')}
            title={t('first_run.records.title')}
          >
            <CommandLine label={t('first_run.records.command')} text={recordCommands} />
          </FirstRunStep>
        </ol>
        <DemoCard />
      </div>
    </>
  )
}

const recordCommands = [
  'npx takehold import records opportunities.csv',
  'npx takehold import accounts accounts.csv',
  'npx takehold apply takehold.yaml',
].join('\n')

function Snippet() {
  const { t } = useTranslation()
  const { data } = useFirstRun(true)
  if (!data) return null
  if (data.write_key === null) return <p className="dim">{t('first_run.events.no_key')}</p>
  return <CommandLine label={t('first_run.events.snippet')} text={sdkSnippet(data.url, data.write_key)} />
}
