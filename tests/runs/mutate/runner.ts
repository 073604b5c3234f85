/**
 * Stryker's plugin that runs the tests of the drawn changes alone, by Stryker's own runner for vitest: of the tests that reach a
 * change the quickest, file by file in one process, until one of them notices it.
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
import type { ResolvedConfig } from 'vitest/node'
import { running } from './running.ts'
import { nameOf } from './sample.ts'

/** What the runner is told: names of the drawn changes, and where it keeps how long each test takes, in milliseconds by id. */
export interface Order {
  names: string[]
  durations: string
}

/** The variable that names the file with the order. */
export const ORDER = 'MUTATE_ORDER'
/** Milliseconds of tests that are run for a change. */
export const AT_MOST = 45_000
/** A test that takes so many times as long as usual, and so many milliseconds more, hangs. */
const TIMES_AS_LONG = 5
const HANGS = 20_000
/** Processes that find out which tests reach what. */
const AT_ONCE = 2

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
    // On a busy machine a test may fail for once, and that would be the end.
    set({ maxWorkers: AT_ONCE, retry: 2 })
    const result = await this.#inner.dryRun(options)
    set({ maxWorkers: 1, retry: 0 })
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
    const asked = quickest.slice(0, countWithin(AT_MOST, quickest, took))
    const files = [...Map.groupBy(asked, fileOf)].map(([file, ids]) => ({ file, took: sumOf(ids, took) }))
    running().files = files.toSorted((a, b) => a.took - b.took).map(({ file }) => file)
    set({ testTimeout: HANGS + TIMES_AS_LONG * Math.max(0, ...asked.map((id) => took[id] ?? 0)) })
    return this.#inner.mutantRun({ ...options, testFilter: asked })
  }

  order(): Promise<Order> {
    this.#order ??= readFile(process.env[ORDER] ?? '', 'utf8').then((text) => JSON.parse(text))
    return this.#order
  }
}

/** Changes vitest's settings for what is run next. */
function set(settings: Partial<ResolvedConfig>): void {
  for (const { config } of running().vitest?.projects ?? []) Object.assign(config, settings)
}

/** Stryker names a test by its file and its own name. */
function fileOf(id: string): string {
  return id.slice(0, id.indexOf('#'))
}

function sumOf(ids: readonly string[], took: Readonly<Record<string, number>>): number {
  return ids.reduce((sum, id) => sum + (took[id] ?? 0), 0)
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
