import { isKnownWork, KNOWN_WORK } from './known-works.ts'
import type { Named } from './named.ts'

/** Names that are known, and names that the words around them introduce as a work: `the linked rStar-Math paper`, `replicate COCONUT`. */
export function workNames(text: string): Named[] {
  const found = [
    ...matches(text, KNOWN_WORK),
    ...matches(text, KINDRED).filter(({ title }) => !NOT_A_WORK.test(title)),
    ...INTRODUCED.flatMap((pattern) => matches(text, pattern)).filter(
      ({ title }) => isDistinctive(title) && !NOT_A_WORK.test(title),
    ),
    ...matches(text, LINKED).filter(
      ({ title }) => title.length > 2 && /\p{Lu}.*\p{Lu}|\p{L}\d/u.test(title) && !NOT_A_WORK.test(title),
    ),
    ...matches(text, CALLED).filter(
      ({ title }) => isDistinctive(title) || (isSpelt(title) && !MAKERS.test(title) && !FIELDS.test(title)),
    ),
    ...[...matches(text, NAMED_PAPER), ...matches(text, REBUILT)].filter(({ title }) => !MAKERS.test(title)),
    ...matches(text, OWNED),
  ]
  return found.filter(({ title }, index) => found.findIndex((other) => other.title === title) === index)
}

/** What a pattern finds, or its first group where it has one, without the stop or the genitive behind it. */
function matches(text: string, pattern: RegExp): Named[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const title = (match[1] ?? match[0])
      .trim()
      .replace(/[.,;:’']+$/, '')
      .replace(/['’]s$/, '')
    return { at: match.index + Math.max(match[0].indexOf(title), 0), title }
  })
}

/** As names of works are spelt: not all of it in small letters. */
function isSpelt(name: string): boolean {
  return /\p{Lu}|\p{L}\d/u.test(name) && name.length >= 2
}

/** Names that are built as those of works are: OthelloGPT, PonderNet, OpenVLA. */
const KINDRED =
  /(?<![\p{L}\p{N}@/._-])\p{L}[\p{L}\p{N}]{1,20}-?(?:(?<=[\p{Ll}\p{N}-])(?:Net|GPT|BERT|Former|LoRA|MoE|GAN|VAE|RL)|(?:VLA|ViT|NeRF))(?:v\d|-\d)?(?![\p{L}\p{N}-])/gu

const NAME = '([\\p{L}][\\p{L}\\p{N}]{0,40}(?:[-+.][\\p{L}\\p{N}]{1,40}){0,6}\\+{0,3})'
const INTRODUCED = [
  new RegExp(
    `\\b(?:replicat(?:ed?|ing)|reproduc(?:ed?|ing)|read|reading|cit(?:ed?|ing)|check(?:ed)? out|(?:have a )?look(?:ed|ing)? (?:at|into)|see(?: also)?|compar(?:ed?|ing) (?:to|with)|inspired by|similar to|based on|introduced (?:in|by)|proposed (?:in|by)|as in|like in) (?:the )?${NAME}`,
    'giu',
  ),
  new RegExp(
    `\\b(?:for example|for instance|e\\.g\\.|such as|techniques?:|methods?:|approach(?:es)?:),? ${NAME}(?=[,.;:)]|$)`,
    'giu',
  ),
  new RegExp(`\\b[\\p{Lu}][\\p{L}]{0,40}['’]s ${NAME} (?:they|paper|uses?|model|method|shows?|showed)\\b`, 'gu'),
  new RegExp(`(?<!\\S)${NAME} \\((?:[^()]{0,20} )?(?:paper|preprint)`, 'giu'),
]

/** `BatchTopK (https://arxiv.org/abs/…)`: beside a link a plain name is enough. */
const LINKED = new RegExp(
  `(?<![^\\s“"(])${NAME}(?:[:,]? ?[([](?:[^()]{0,20} )?|[:,]? )(?:arXiv|https?://(?!github))`,
  'giu',
)

/** `Tetlock and Gardner’s Superforecasting` */
const OWNED =
  /\b\p{Lu}\p{Ll}{2,20}(?: (?:and|&) \p{Lu}\p{Ll}{2,20}| et al\.?)['’]s? (\p{Lu}[\p{L}\p{N}-]{2,30}(?: \p{Lu}[\p{L}\p{N}-]{1,30}){0,5})(?= (?:has|have|is|was|does|did|shows?|showed|argues?|makes?|covers?)\b|[.,;]|$)/gu

/** `replicate Decision Transformer` */
const REBUILT =
  /\b(?:re)?(?:replicat|reproduc|implement)(?:ed?|ing) (\p{Lu}[\p{L}\p{N}-]{1,30}(?: \p{Lu}[\p{L}\p{N}-]{1,30}){1,5})/gu

/** `the Chinchilla paper`, `the IOI paper`: there a plain name is enough. */
const CALLED = new RegExp(
  `\\b(?:the|this|that|their|linked|original|recent|new|famous|old|and|or) ${NAME.slice(0, -1)}(?: \\d[\\d.]{0,3})?) (?:paper|preprint|technical report|tech report)\\b(?! trail)`,
  'giu',
)

/** `the Limits of Routing paper`, of more words than one. */
const NAMED_PAPER =
  /\b(?:the|this|that|their|linked|original|recent|new|and|or) (\p{Lu}[\p{L}\p{N}-]{1,30}(?: (?:of|for|and|in|on|to|the|with|\p{Lu}[\p{L}\p{N}-]{1,30})){0,6} \p{Lu}[\p{L}\p{N}-]{1,30}) (?:paper|preprint|book|article|essay)\b/gu
const MAKERS =
  /\b(?:google|openai|anthropic|meta|microsoft|apple|nvidia|deepmind|deepseek|stanford|mit|berkeley|fair|redwood|apollo|epoch|metr|arc|miri|hugging|mistral|alibaba|tencent|amazon|ibm|nature|science|neurips|icml|iclr)\b/i

const FIELDS =
  /^(?:llms?|nlp|rlhf|asi|agi|nns?|gans?|vaes?|saes?|cnns?|rnns?|vlms?|mlps?|cot|iq|gpus?|arxiv|latex|pdf|fig\w*|section|english|chinese|first|second|third|last|next)$/i

/** A name that no plain word is: COCONUT, rStar-Math, math-shepard. */
export function isDistinctive(name: string): boolean {
  if (isKnownWork(name)) return true
  if (name.length < 4 || name.length > 40) return false
  if (/^\p{Lu}{5,}$/u.test(name) || /\p{Ll}\p{Lu}/u.test(name)) return true
  return (
    /^\p{L}[\p{L}\p{N}]+-[\p{L}\p{N}-]*\p{L}{3,}/u.test(name) &&
    !/^(?:self|non|pre|post|multi|well|fine|re|co|semi|long|short|open|high|low|half|two|three|one|first|second|human|test|train|real|state|end|step|so|cross|out|in|up|under|over|by)-/i.test(
      name,
    )
  )
}

const NOT_A_WORK =
  /^(?:open ?ai|deep(?:mind|seek)|chat-?gpt|(?:chat)?gpt[-\d.o]*.*|git(?:hub|lab)|youtube|linkedin|facebook|lesswrong|huggingface|anthropic|nvidia|pytorch|tensorflow|jax|colab|substack|arxiv|alignmentforum|greaterwrong|iphone|macos|ios|wifi|mlp|llms?|rlhf|claude.*|gemini.*|grok.*|qwen.*|llama.*|mistral.*|o\d.*|javascript|typescript|ebay|paypal|spacex|playstation|latex|powerpoint|https?|readme|gpus?|tpus?|cpus?|metr|miri|nasa|e-?mail|[\p{L}]+-(?:based|like|style|level|time|only|free|out|in|of|to|up|off|on|wise|ish|trained|scale|class|specific|related|shot|term|sized))$/iu
