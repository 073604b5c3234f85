/** A picture of the page: how large it is, and the same pixels in a smaller file than a browser writes. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

export interface Picture {
  width: number
  height: number
  png: Buffer
}

/** Of the kind that browsers write: eight bits a channel, three or four channels, not interlaced. */
export function pictureOf(png: Buffer): Picture {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('this is no PNG')
  const parts = partsOf(png)
  const header = parts.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(0)
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 2 ? 3 : 4]
  const data = parts.filter(({ type }) => type === 'IDAT').map((part) => part.data)
  const lines = unfiltered(inflateSync(Buffer.concat(data)), width * channels, channels)
  const packed = deflateSync(lines, { level: 9 })
  return { width, height, png: Buffer.concat([SIGNATURE, part('IHDR', header), part('IDAT', packed), part('IEND')]) }
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
