import { memory } from '../../src/store/memory.ts'
import { storeContract } from '../contracts/store.ts'

storeContract('memory', async () => {
  const { connect } = memory()
  return { connect: async () => connect(), dispose: async () => {} }
})
