/** Names under which works are known in the talk of the field, distinctive enough to be meant wherever they stand. */
const NAMES = [
  'AI 2027', 'AdaLoRA', 'AlexNet', 'AlphaCode', 'AlphaDev', 'AlphaEvolve', 'AlphaFold', 'AlphaGeometry', 'AlphaGo Zero', 'AlphaGo', 'AlphaProof',
  'AlphaStar', 'AlphaTensor', 'AlphaZero', 'Attention Is All You Need', 'AutoGPT', 'BLIP-2', 'BERT', 'BigGAN', 'BitNet', 'COCONUT', 'Coconut',
  'Chain-of-Thought Hub', 'CICERO', 'CycleGAN', 'Constitutional AI', 'DeepSeekMath', 'DeepSeek-R1-Zero', 'DINOv2', 'DeBERTa', 'DiLoCo', 'DoRA', 'DreamBooth', 'DreamCoder',
  'DreamerV2', 'DreamerV3', 'EfficientNet', 'EfficientZero', 'FlashAttention-2', 'FlashAttention', 'FunSearch', 'GaLore', 'Gato', 'Gemma Scope', 'GloVe',
  'H-Net', 'HPMOR', 'InstructGPT', 'JumpReLU', 'LEACE', 'LLaDA', 'LLaVA', 'LLM.int8', 'LoRA', 'MMLU-Pro', 'Math-Shepherd', 'Math-Shepard',
  'math-shepherd', 'math-shepard', 'MedusaNet', 'MegaByte', 'ModernBERT', 'MuZero', 'OthelloGPT', 'NeRF', 'PRM800K', 'PaLM', 'PaLM-E', 'PagedAttention',
  'QLoRA', 'Quiet-STaR', 'RETRO', 'RLAIF', 'RWKV', 'ReAct', 'RetNet', 'ResNet', 'RT-2', 'RoBERTa', 'RoFormer', 'SWE-bench', 'SayCan', 'SimCLR', 'Self-Instruct',
  'Sleeper Agents', 'Socratic Models', 'StreamingLLM', 'STaR', 'StyleGAN', 'SwiGLU', 'TinyStories', 'ToolFormer', 'Toolformer',
  'Tree of Thoughts', 'Tree-of-Thoughts', 'V-JEPA', 'V-STaR', 'VQ-VAE', 'VideoPoet', 'WebGPT', 'Weak-to-Strong Generalization',
  'rStar-Math', 'rStar', 's1K', 'word2vec',
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
