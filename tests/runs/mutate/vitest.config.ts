import { defineConfig } from 'vitest/config'

/** The tests that are asked whether they notice a change: those that need no browser and no database beside. */
export default defineConfig({
  test: {
    include: [
      'tests/club/**/*.test.ts',
      'tests/commands/**/*.test.ts',
      'tests/services/club/**/*.test.ts',
      'tests/services/*.test.ts',
      'tests/chat/*.test.ts',
      'tests/chat/discord/{heard,outbound,limits,outward}.test.ts',
      'tests/chat/slack/{outbound,posts,form-view}.test.ts',
      'tests/web/calendars.test.ts',
      'tests/store/{location,memory,record}.test.ts',
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
