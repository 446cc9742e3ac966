import englishCauses from '../locales/en/causes.json'
import englishCharts from '../locales/en/charts.json'
import englishFeedback from '../locales/en/feedback.json'
import englishPeople from '../locales/en/people.json'
import englishPhases from '../locales/en/phases.json'
import englishRecords from '../locales/en/records.json'
import englishSentences from '../locales/en/sentences.json'
import englishSources from '../locales/en/sources.json'
import english from '../locales/en.json'
import chineseCauses from '../locales/zh-CN/causes.json'
import chineseCharts from '../locales/zh-CN/charts.json'
import chineseFeedback from '../locales/zh-CN/feedback.json'
import chinesePeople from '../locales/zh-CN/people.json'
import chinesePhases from '../locales/zh-CN/phases.json'
import chineseRecords from '../locales/zh-CN/records.json'
import chineseSentences from '../locales/zh-CN/sentences.json'
import chineseSources from '../locales/zh-CN/sources.json'
import chinese from '../locales/zh-CN.json'

/** Every text: those of the frame and the Overview under `translation`, the others by their namespace. */
export const pageResources = {
  en: {
    translation: english,
    sentences: englishSentences,
    people: englishPeople,
    phases: englishPhases,
    records: englishRecords,
    charts: englishCharts,
    causes: englishCauses,
    feedback: englishFeedback,
    sources: englishSources,
  },
  'zh-CN': {
    translation: chinese,
    sentences: chineseSentences,
    people: chinesePeople,
    phases: chinesePhases,
    records: chineseRecords,
    charts: chineseCharts,
    causes: chineseCauses,
    feedback: chineseFeedback,
    sources: chineseSources,
  },
} as const
