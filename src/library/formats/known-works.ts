/** Names under which works are known in the talk of the field, distinctive enough to be meant wherever they stand. */
const NAMES = [
  'Absolute Zero', 'ACDC', 'ActAdd', 'AdaLoRA', 'Agent57', 'AI 2027', 'ALBERT', 'AlexNet', 'AlphaChip', 'AlphaCode', 'AlphaCode 2', 'AlphaDev',
  'AlphaEvolve', 'AlphaFold', 'AlphaFold 2', 'AlphaFold 3', 'AlphaGenome', 'AlphaGeometry', 'AlphaGo', 'AlphaGo Zero', 'AlphaMissense', 'AlphaProof',
  'AlphaStar', 'AlphaTensor', 'AlphaZero', 'AQLM', 'Attention Is All You Need', 'AudioLM', 'AutoGPT', 'AWQ', 'Barlow Twins', 'BERT', 'BigBird',
  'BigGAN', 'BitNet', 'BitNet b1.58', 'Bitter Lesson', 'BLIP-2', 'BYOL', 'Causal Scrubbing', 'Chain-of-Thought Hub', 'Chinchilla', 'CICERO',
  'COCONUT', 'Coconut', 'ColBERT', 'Concept Bottleneck Models', 'Consistency Models', 'Constitutional AI', 'Constitutional Classifiers',
  'Contrast-Consistent Search', 'ControlNet', 'CycleGAN', 'DALL-E', 'DALL-E 2', 'DAPO', 'data2vec', 'DCLM', 'DDIM', 'DDPM', 'DeBERTa',
  'Decision Transformer', 'Deep Double Descent', 'DeepScaleR', 'DeepSeek-R1-Zero', 'DeepSeekMath', 'DeepStack', 'DenseNet', 'Diffusion Policy',
  'DiLoCo', 'DINOv2', 'DistilBERT', 'Dolma', 'DoRA', 'DreamBooth', 'DreamCoder', 'DreamerV2', 'DreamerV3', 'DreamFusion', 'DSPy', 'DuoAttention',
  'EfficientNet', 'EfficientZero', 'ELECTRA', 'Eliciting Latent Knowledge', 'ELMo', 'Emergent Misalignment', 'Enformer', 'ESM-2', 'ESM3', 'ESMFold',
  'Evo 2', 'fastText', 'FineWeb', 'FineWeb-Edu', 'FLAN', 'Flan-T5', 'FlashAttention', 'FlashAttention-2', 'FourCastNet', 'FunSearch', 'GaLore',
  'GameNGen', 'Gato', 'Gaussian Splatting', 'Gemma Scope', 'GenCast', 'Geneformer', 'Genie 2', 'Genie 3', 'GLaM', 'GloVe', 'Go-Explore',
  'Golden Gate Claude', 'GPTQ', 'Gradual Disempowerment', 'Graph of Thoughts', 'GraphCast', 'GShard', 'GSPO', 'H-Net', 'HPMOR', 'HuBERT', 'HyDE',
  'I-JEPA', 'IMPALA', 'Infini-attention', 'Instant-NGP', 'InstructGPT', 'Intuitor', 'JumpReLU', 'KataGo', 'LAION-5B', 'LaMDA', 'LEACE',
  'Leela Chess Zero', 'Libratus', 'LIMA', 'LIMO', 'Linformer', 'LLaDA', 'Llama Scope', 'LLaVA', 'LLM.int8', 'Logit Lens', 'Longformer', 'LongRoPE',
  'LoRA', 'Lottery Ticket Hypothesis', 'Mamba', 'Mamba-2', 'math-shepard', 'Math-Shepard', 'Math-Shepherd', 'math-shepherd', 'MedusaNet', 'MegaByte',
  'Megatron-LM', 'MEMIT', 'MetaGPT', 'MInference', 'MMLU-Pro', 'MobileNet', 'MoCo', 'ModernBERT', 'MuonClip', 'MusicLM', 'MuZero', 'NeRF',
  'OpenAI Five', 'OpenVLA', 'OPRO', 'Othello-GPT', 'OthelloGPT', 'PagedAttention', 'PaLM', 'PaLM-E', 'Pangu-Weather', 'Patchscopes', 'Perceiver IO',
  'pix2pix', 'PlaNet', 'Pluribus', 'PonderNet', 'PRM800K', 'Promptbreeder', 'ProRL', 'ProteinMPNN', 'QLoRA', 'Quiet-STaR', 'QuIP#', 'R-Zero',
  'ReAct', 'RedPajama', 'RefinedWeb', 'Reflexion', 'RepE', 'Representation Engineering', 'ResNet', 'RetNet', 'RETRO', 'RFdiffusion',
  'Ring Attention', 'RLAIF', 'RoBERTa', 'RoFormer', 'ROME', 'RoseTTAFold', 'rStar', 'rStar-Math', 'RT-1', 'RT-2', 'RT-X', 'RWKV', 's1K', 'SayCan',
  'SBERT', 'Scaling Monosemanticity', 'scGPT', 'Segment Anything', 'Self-Instruct', 'Self-Refine', 'Self-Rewarding Language Models', 'Sentence-BERT',
  'SigLIP', 'SimCLR', 'SimPO', 'SimSiam', 'Situational Awareness', 'Sleeper Agents', 'SmoothQuant', 'SnapKV', 'Socratic Models', 'SpQR', 'STaR',
  'StarCoder', 'StreamingLLM', 'StyleGAN', 'StyleGAN2', 'Subliminal Learning', 'Superforecasting', 'SWE-bench', 'SWE-Lancer', 'SwiGLU',
  'Swin Transformer', 'Switch Transformer', 'Tacotron 2', 'TD-MPC2', 'TextGrad', 'Textual Inversion', 'The AI Scientist', 'The Pile', 'TinyStories',
  'TinyZero', 'ToolFormer', 'Toolformer', 'Towards Monosemanticity', 'Toy Models of Superposition', 'Trajectory Transformer', 'Transformer-XL',
  'Tree of Thoughts', 'Tree-of-Thoughts', 'TTRL', 'Tuned Lens', 'U-Net', 'UL2', 'ULMFiT', 'Universal Transformer', 'Universal Transformers',
  'V-JEPA', 'V-JEPA 2', 'V-STaR', 'VALL-E', 'VICReg', 'VideoPoet', 'VQ-VAE', 'VQ-VAE-2', 'VQGAN', 'wav2vec', 'wav2vec 2.0', 'WaveNet',
  'Weak-to-Strong Generalization', 'WebGPT', 'word2vec', 'Xception', 'XLNet', 'xLSTM', 'YaRN', 'ZeRO', 'μP',
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
