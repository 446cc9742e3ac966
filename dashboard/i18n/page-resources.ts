import englishCharts from '../locales/en/charts.json'
import englishPeople from '../locales/en/people.json'
import englishPhases from '../locales/en/phases.json'
import englishSentences from '../locales/en/sentences.json'
import chineseCharts from '../locales/zh-CN/charts.json'
import chinesePeople from '../locales/zh-CN/people.json'
import chinesePhases from '../locales/zh-CN/phases.json'
import chineseSentences from '../locales/zh-CN/sentences.json'

/** Texts with a namespace of their own, one file each in both languages. */
export const pageResources = {
  en: { sentences: englishSentences, people: englishPeople, phases: englishPhases, charts: englishCharts },
  'zh-CN': { sentences: chineseSentences, people: chinesePeople, phases: chinesePhases, charts: chineseCharts },
} as const
