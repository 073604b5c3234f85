/** Discord tells in which language people read it, and not where they live: the one time zone where that is spoken, if there is one. */
export function zoneOf(locale: string | undefined): string | undefined {
  if (locale === undefined) return undefined
  const zones = zonesOf(locale)
  const now = Temporal.Now.instant()
  const offsets = new Set(zones.map((zone) => now.toZonedDateTimeISO(zone).offset))
  return offsets.size === 1 ? zones[0] : undefined
}

function zonesOf(locale: string): string[] {
  try {
    return new Intl.Locale(locale).maximize().getTimeZones() ?? []
  } catch {
    return []
  }
}
