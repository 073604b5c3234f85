/**
 * A title as it reads once it is set: without the marks of LaTeX, and with Greek letters by their names, because one site prints
 * `$\beta$-VAE`, the next β-VAE and a third beta-VAE. Only good for telling titles apart, not for showing them.
 */
export function setTitle(title: string): string {
  const plain = LATEX.test(title) ? withoutLatex(title) : title
  return plain
    .replace(GREEK, (letter) => GREEK_NAMES[letter.toLowerCase()] ?? letter)
    .replace(/×/g, 'x')
    .replace(VERSION_PLUS, (pluses) => ' plus'.repeat(pluses.length))
}

const LATEX = /[\\$]/

/** PointNet++ is another work than PointNet; a plus between words only joins them. */
const VERSION_PLUS = /(?<=[\p{L}\p{N}])\++(?![\p{L}\p{N}+])/gu

function withoutLatex(title: string): string {
  return title
    .replace(/\\["'`^~=.]\s*\{?\s*\\?([a-z])\s*\}?/gi, '$1')
    .replace(/\\[uvHcdbkrt](?:\{\s*\\?([a-z])\s*\}|\s+\\?([a-z])(?![a-z]))/gi, '$1$2')
    .replace(
      /\\(?:math[a-z]+|text[a-z]*|emph|operatorname|boldsymbol|bm|ensuremath|mbox|hbox|left|right)(?![a-z])\*?/gi,
      '',
    )
    .replace(
      /\\(?:c?dots|ldots|infty|(?:left|right)?arrow|to|sim|leq?|geq?|pm|circ|star|ast|cdot|dagger|approx|neq)(?![a-z])/gi,
      ' ',
    )
    .replace(/\\ell(?![a-z])/g, 'l')
    .replace(/\\times(?![a-z])/g, '×')
    .replace(/\\var([a-z]+)/g, '$1')
    .replace(/[\\$]/g, '')
}

const GREEK_NAMES: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ϵ: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ϑ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  µ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  ϕ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
}

const GREEK = new RegExp(`[${Object.keys(GREEK_NAMES).join('')}]`, 'giu')
