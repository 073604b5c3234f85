/** LaTeX's commands for symbols, each before its character. Greek letters and accents are the parser's own. */
const TABLE = `
  pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨
  cap ∩ cup ∪ setminus \\ ltimes ⋉ rtimes ⋊ amalg ⨿ dagger † ddagger ‡ dag † ddag ‡
  leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ ll ≪ gg ≫ lt < gt > lesssim ≲ gtrsim ≳ sim ∼ simeq ≃ approx ≈
  cong ≅ equiv ≡ propto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ perp ⊥ parallel ∥ mid ∣ vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖
  in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ emptyset ∅ varnothing ∅
  forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ vdash ⊢ dashv ⊣ models ⊨ top ⊤ bot ⊥ therefore ∴ because ∵
  to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵ leftrightarrow ↔ uparrow ↑ downarrow ↓
  Rightarrow ⇒ Longrightarrow ⟹ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ mapsto ↦ hookrightarrow ↪ rightleftharpoons ⇌
  nearrow ↗ searrow ↘ rightharpoonup ⇀ leadsto ⇝
  infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ oint ∮ sqrt √ surd √ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ wp ℘ imath i jmath j
  angle ∠ triangle △ square □ Box □ diamond ⋄ Diamond ◇ clubsuit ♣ heartsuit ♡ spadesuit ♠ diamondsuit ♢ checkmark ✓
  sharp ♯ flat ♭ natural ♮ degree ° prime ′ varkappa ϰ digamma ϝ omicron ο eth ð
  langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] backslash \\
  ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ textellipsis …
  aa å AA Å colon : mathsemicolon ; slash / fshyp / hyphen - lq ‘ rq ’ S § P ¶ pounds £ euro € EUR € mu μ
`

const PAIRS = TABLE.trim().split(/\s+/)

/** The character of a command's name. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, PAIRS[at + 1] ?? '']] : [])),
)
