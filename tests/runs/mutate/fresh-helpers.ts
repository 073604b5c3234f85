/**
 * All tests that are asked about a change share one process, where the bot's own files are loaded once. What a test file shares with
 * others of the tests' own it loads anew: helpers close after each file what they opened.
 */
interface Loaded {
  promise?: unknown
  exports?: unknown
  evaluated?: boolean
  importers: Set<string>
}

const worker: unknown = Reflect.get(globalThis, '__vitest_worker__')
const { evaluatedModules } = worker as { evaluatedModules: { idToModuleMap: Map<string, Loaded> } }
for (const [id, loaded] of evaluatedModules.idToModuleMap) {
  if (!id.includes('/tests/') || id.includes('/tests/runs/mutate/')) continue
  loaded.promise = undefined
  loaded.exports = undefined
  loaded.evaluated = false
  loaded.importers.clear()
}
