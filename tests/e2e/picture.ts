/** Pictures of the page: how large one is, the same pixels in a smaller file than a browser writes, and several as a film. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

export interface Picture {
  width: number
  height: number
  png: Buffer
}

/** Of the kind that browsers write: eight bits a channel, three or four channels, not interlaced. */
export function pictureOf(png: Buffer): Picture {
  const { header, width, height, lines } = drawnIn(png)
  return {
    width,
    height,
    png: Buffer.concat([SIGNATURE, part('IHDR', header), part('IDAT', packed(lines)), part('IEND')]),
  }
}

/** Pictures of one size as an animated PNG. `milliseconds`: how long each stands. After the first only the lines that changed are kept. */
export function filmOf(pngs: readonly Buffer[], milliseconds: number): Buffer {
  const frames = pngs.map(drawnIn)
  const [first] = frames
  if (!first) throw new Error('a film needs a picture')
  let order = 0
  const shown = frames.flatMap((frame, index) => {
    const step = frame.lines.length / frame.height
    const before = frames[index - 1]
    const differs = (y: number) =>
      !before?.lines.subarray(y * step, (y + 1) * step).equals(frame.lines.subarray(y * step, (y + 1) * step))
    const changed = Array.from({ length: frame.height }, (_, y) => y).filter(differs)
    const [from, to] = [changed[0] ?? 0, (changed.at(-1) ?? 0) + 1]
    const control = numbers(order++, frame.width, to - from, 0, from, 0, 0).subarray(0, 26)
    control.writeUInt16BE(milliseconds, 20)
    control.writeUInt16BE(1000, 22)
    const data = packed(frame.lines.subarray(from * step, to * step))
    const pixels = index === 0 ? part('IDAT', data) : part('fdAT', Buffer.concat([numbers(order++), data]))
    return [part('fcTL', control), pixels]
  })
  const head = [SIGNATURE, part('IHDR', first.header), part('acTL', numbers(frames.length, 0))]
  return Buffer.concat([...head, ...shown, part('IEND')])
}

interface Drawn {
  header: Buffer
  width: number
  height: number
  /** Each under filter 0. */
  lines: Buffer
}

function drawnIn(png: Buffer): Drawn {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('this is no PNG')
  const parts = partsOf(png)
  const header = parts.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(0)
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 2 ? 3 : 4]
  const data = parts.filter(({ type }) => type === 'IDAT').map((part) => part.data)
  return { header, width, height, lines: unfiltered(inflateSync(Buffer.concat(data)), width * channels, channels) }
}

function packed(lines: Uint8Array): Buffer {
  return deflateSync(lines, { level: 9 })
}

/** Of four bytes each. */
function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

interface Part {
  type: string
  data: Buffer
}

function partsOf(png: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    parts.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return parts
}

function part(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

/** Flat areas of one colour pack best as they are, each line under filter 0. */
function unfiltered(lines: Uint8Array, width: number, channels: number): Buffer {
  const plain = Buffer.alloc(lines.length)
  const step = width + 1
  const at = (index: number) => plain[index] ?? 0
  for (let start = 0; start < lines.length; start += step) {
    const filter = lines[start]
    for (let x = 1; x <= width; x++) {
      const index = start + x
      const left = x > channels ? at(index - channels) : 0
      const above = start > 0 ? at(index - step) : 0
      const corner = x > channels && start > 0 ? at(index - step - channels) : 0
      const guesses = [0, left, above, (left + above) >> 1, nearest(left, above, corner)]
      plain[index] = (lines[index] ?? 0) + (guesses[filter ?? 0] ?? 0)
    }
  }
  return plain
}

/** Whichever of the three lies nearest to `left + above - corner`, the earlier one when level. */
function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}
