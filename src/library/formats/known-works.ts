/** Names under which works are known in the talk of the field, distinctive enough to be meant wherever they stand. */
const NAMES = [
  'AlexNet', 'AlphaCode', 'AlphaDev', 'AlphaEvolve', 'AlphaFold', 'AlphaGeometry', 'AlphaGo Zero', 'AlphaGo', 'AlphaProof',
  'AlphaStar', 'AlphaTensor', 'AlphaZero', 'Attention Is All You Need', 'AutoGPT', 'BLIP-2', 'BitNet', 'COCONUT', 'Coconut',
  'Chain-of-Thought Hub', 'CICERO', 'Constitutional AI', 'DeepSeekMath', 'DeepSeek-R1-Zero', 'DreamBooth', 'DreamCoder',
  'DreamerV2', 'DreamerV3', 'EfficientNet', 'EfficientZero', 'FlashAttention-2', 'FlashAttention', 'FunSearch', 'Gato',
  'H-Net', 'InstructGPT', 'LEACE', 'LLaDA', 'LLaVA', 'LLM.int8', 'LoRA', 'MMLU-Pro', 'Math-Shepherd', 'Math-Shepard',
  'math-shepherd', 'math-shepard', 'MedusaNet', 'MegaByte', 'ModernBERT', 'MuZero', 'OthelloGPT', 'PRM800K', 'PaLM-E',
  'QLoRA', 'Quiet-STaR', 'RETRO', 'RLAIF', 'ResNet', 'RT-2', 'RoBERTa', 'RoFormer', 'SWE-bench', 'SayCan', 'Self-Instruct',
  'Sleeper Agents', 'Socratic Models', 'StreamingLLM', 'STaR', 'SwiGLU', 'TinyStories', 'ToolFormer', 'Toolformer',
  'Tree of Thoughts', 'Tree-of-Thoughts', 'V-STaR', 'VideoPoet', 'WebGPT', 'Weak-to-Strong Generalization',
  'rStar-Math', 'rStar', 's1K',
] as const // biome-ignore format: one name a line would hide the list's extent

const KNOWN: ReadonlySet<string> = new Set(NAMES)

/** Any of the known names as a word of its own, the longer ones first. */
export const KNOWN_WORK = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:${NAMES.toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?![\\p{L}\\p{N}_]|-\\p{L})`,
  'gu',
)

export function isKnownWork(name: string): boolean {
  return KNOWN.has(name)
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
