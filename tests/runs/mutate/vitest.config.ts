import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { running } from './running.ts'

/** Test files in the order that the runner wants them in. */
class Ordered extends BaseSequencer {
  override async sort(all: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => running().files.findIndex((file) => moduleId.endsWith(file))
    return all.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

/** The tests that are asked whether they notice a change: those that need no browser and no database beside. */
export default defineConfig({
  plugins: [
    {
      name: 'mutate',
      configureVitest({ vitest }) {
        running().vitest = vitest
      },
    },
  ],
  test: {
    include: [
      'tests/club/**/*.test.ts',
      'tests/commands/**/*.test.ts',
      'tests/services/club/**/*.test.ts',
      'tests/services/*.test.ts',
      'tests/services/library/feeds.test.ts',
      'tests/chat/*.test.ts',
      'tests/chat/discord/{heard,outbound,limits,outward}.test.ts',
      'tests/chat/slack/{outbound,posts,form-view}.test.ts',
      'tests/web/calendars.test.ts',
      'tests/store/{location,memory,record}.test.ts',
    ],
    // The bot is loaded once for all files that are asked about a change: loading it takes longer than most of their tests.
    isolate: false,
    setupFiles: ['tests/runs/mutate/fresh-helpers.ts'],
    sequence: { sequencer: Ordered },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
