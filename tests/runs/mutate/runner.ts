/**
 * Stryker's plugin that runs the tests of the drawn changes alone, by Stryker's own runner for vitest: of the tests that reach a
 * change the quickest, and where those notice nothing more of them.
 */
import { readFile, writeFile } from 'node:fs/promises'
import {
  declareFactoryPlugin,
  type Injector,
  type PluginContext,
  PluginKind,
  tokens,
} from '@stryker-mutator/api/plugin'
import {
  type DryRunOptions,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestRunner,
} from '@stryker-mutator/api/test-runner'
import { strykerPlugins as vitest } from '@stryker-mutator/vitest-runner'
import { nameOf } from './sample.ts'

/** What the runner is told: names of the drawn changes, and where it keeps how long each test takes, in milliseconds by id. */
export interface Order {
  names: string[]
  durations: string
}

/** The variable that names the file with the order. */
export const ORDER = 'MUTATE_ORDER'
/** Milliseconds of tests that are run at first, and in all. */
const AT_FIRST = 3_000
export const AT_MOST = 45_000

class SampleRunner implements TestRunner {
  readonly #inner: TestRunner
  #order: Promise<Order> | undefined

  constructor(inner: TestRunner) {
    this.#inner = inner
  }

  capabilities() {
    return this.#inner.capabilities()
  }

  async init() {
    await this.#inner.init?.()
  }

  async dispose() {
    await this.#inner.dispose?.()
  }

  async dryRun(options: DryRunOptions) {
    const result = await this.#inner.dryRun(options)
    if ('tests' in result) {
      const took = Object.fromEntries(result.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))
      await writeFile((await this.order()).durations, JSON.stringify(took))
    }
    return result
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { names, durations } = await this.order()
    const { fileName, mutatorName, replacement, location } = options.activeMutant
    const name = nameOf({ fileName, mutatorName, replacement: replacement ?? '', location })
    if (!names.includes(name)) return { status: MutantRunStatus.Survived, nrOfTests: 0 }
    const took: Record<string, number> = JSON.parse(await readFile(durations, 'utf8'))
    const quickest = (options.testFilter ?? []).toSorted((a, b) => (took[a] ?? 0) - (took[b] ?? 0))
    const first = quickest.slice(0, countWithin(AT_FIRST, quickest, took))
    const next = quickest.slice(first.length, countWithin(AT_MOST, quickest, took))
    const found = await this.#inner.mutantRun({ ...options, testFilter: first })
    if (found.status !== MutantRunStatus.Survived || next.length === 0) return found
    return this.#inner.mutantRun({ ...options, testFilter: next })
  }

  order(): Promise<Order> {
    this.#order ??= readFile(process.env[ORDER] ?? '', 'utf8').then((text) => JSON.parse(text))
    return this.#order
  }
}

/** How many of the tests, one at least, take no longer than `most` milliseconds together. */
function countWithin(most: number, ids: readonly string[], took: Readonly<Record<string, number>>): number {
  let sum = 0
  const tooMany = ids.findIndex((id) => {
    sum += took[id] ?? 0
    return sum > most
  })
  return tooMany < 0 ? ids.length : Math.max(tooMany, 1)
}

sampled.inject = tokens('$injector')
function sampled(injector: Injector<PluginContext>): SampleRunner {
  const factory = vitest[0]?.factory
  if (!factory) throw new Error('Stryker has no runner for vitest.')
  return new SampleRunner(factory(injector))
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'sample', sampled)]
