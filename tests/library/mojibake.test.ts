import { describe, expect, test } from 'vitest'
import { mended } from '../../src/library/mojibake.ts'

const WELL =
  'Müller’s “naïve” café — Erdős & Štěpán, Łódź: μopt ≤ 5 µm → ∞, α-helix; 中文 🙂 Größe Привет ñandú © 2020 5 °C ½'

const garbled = (text: string, encoding: string) => new TextDecoder(encoding).decode(new TextEncoder().encode(text))

describe('garbled letters', () => {
  test.each(['windows-1252', 'windows-1250', 'windows-1254', 'windows-1251', 'windows-1253', 'macintosh'])(
    'of UTF-8 that was read as %s are mended, once or twice over',
    (encoding) => {
      expect(mended(garbled(WELL, encoding))).toBe(WELL)
      expect(mended(garbled(garbled('Müller’s, naïve', encoding), encoding))).toBe('Müller’s, naïve')
    },
  )

  test('of Latin-1, and single ones among others, are mended', () => {
    expect(mended(String.fromCharCode(...new TextEncoder().encode(WELL)))).toBe(WELL)
    expect(mended('learning rate (ÎĽopt), 300Â°C, CÃ³rdoba, über')).toBe('learning rate (μopt), 300°C, Córdoba, über')
  })

  test.each([
    WELL,
    '“CAFÉ” À LA… É’ Ü– „ÖL“ “été” à… SÃO PAULO, MAÇÔ',
    '√π and √2, Γ± → Γ©, Ω²·Å³ Å² 5 Å·s Ï²',
    'Россия «В» №5 Г» крајњим корисницима',
    'Ελλάδα «Α» ΓΌ',
    'Île-de-France, Ñandú, TÜBİTAK Ş€, café”…',
    '日本語「引用」、中文“引用”',
  ])('are not what people write so: %s', (text) => {
    expect(mended(text)).toBe(text)
  })
})
