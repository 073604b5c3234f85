import type { Driver } from './driver.ts'
export async function openPostgres(_url: URL): Promise<Driver> {
  throw new Error('PostgreSQL comes next.')
}
