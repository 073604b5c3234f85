/** Abstracts of eight fields, each with what its idea line must name. */
import { expect, it } from 'vitest'
import { ideaOf } from '../../src/library/idea/idea.ts'
import { linesOf } from '../../src/library/idea/lines.ts'
import { read } from '../../src/library/idea/reading.ts'
import { textOf } from '../../src/library/idea/text.ts'

it.each([
  [
    'ecology: the result rather than what was studied',
    'Night lighting and moth abundance in hedgerows',
    'Artificial light has been blamed for the decline of moths, yet field evidence is scarce. We study the effect of street lighting on caterpillars in 26 matched pairs of hedgerows in southern England. Lit hedgerows held 47% fewer caterpillars than unlit ones, and white LEDs did more harm than sodium lamps. These results suggest that changes of lamps now under way will reduce the food of birds and bats.',
    /47% fewer caterpillars/,
  ],
  [
    'ecology: no gap that nobody has read of',
    'Seed dispersal by feral goats on islands',
    'Feral goats are usually seen as destroyers of island plants. Whether they also carry seeds has rarely been asked. To address this gap, we collected 412 dung samples on three islands over two years and germinated what they held. Seeds of 31 native species sprouted, among them four that no bird disperses. Removing goats without replacing that service may therefore slow the return of native shrubs.',
    /^(?!.*(gap|dung samples))/,
  ],
  [
    'medicine: the conclusion of a structured abstract, without labels and aims',
    'Vitamin D and falls in care homes: a cohort study',
    'Aims: To determine the association between vitamin D levels and falls in residents of care homes. Methods: We followed 1,204 residents for 18 months. Results: Falls were no more frequent in residents with low levels after adjustment for frailty. Conclusion: Low vitamin D does not predict falls in care homes once frailty is taken into account.',
    /^Low vitamin D does not predict falls/,
  ],
  [
    'physics: what a passive participle needs',
    'Bounds on dark photons from a cooled microwave cavity',
    'Dark photons are a candidate for dark matter. We present a search for dark photons with masses between 20 and 24 microelectronvolts based on a superconducting cavity that is cooled to 12 millikelvin and read out by a Josephson amplifier that adds almost no noise to the signal. No excess is seen, which excludes kinetic mixing above 2 x 10^-15 and improves earlier bounds by a factor of 30.',
    /^(?!.*read out\.$).*dark photons/,
  ],
  [
    'chemistry: what was reached rather than what was aimed at',
    'Predicting solubility of drug salts',
    'Choosing a salt form is a costly part of drug development. This work aims to predict the aqueous solubility of drug salts from the structure of both ions. A random forest trained on 3,100 measured salts reaches a mean error of 0.42 log units, which is less than that of neural networks or forests that see only the drug. The counterion alone explains a third of the variance.',
    /^A random forest .* reaches a mean error of 0\.42 log units/,
  ],
  [
    'economics: no question that was asked before',
    'Minimum wages and the opening hours of shops',
    'Does a higher minimum wage change when shops are open? We study this question using scanner data from 11,000 shops in border counties. A rise of 10% in the minimum wage shortened opening hours by 1.4%, with the whole effect in the late evening. Employment did not fall. The results suggest that firms respond through hours that workers like least.',
    /shortened opening hours by 1\.4%/,
  ],
  [
    'psychology: what was found rather than that surveys were conducted',
    'Sleep and the fading of grudges',
    'Purpose: This study examines if sleep reduces the intensity of grudges. Design/methodology/approach: Two diary studies (N = 311) and one laboratory experiment were conducted. Findings: Grudges were 20% weaker after nights of longer sleep, but not after equal spans awake. Originality/value: This is the first evidence that sleep supports forgiveness.',
    /^Grudges were 20% weaker/,
  ],
  [
    'history: nothing of them, who are not named',
    'Coffee, credit and the Ottoman provinces',
    'Historians have long treated coffee houses as places of politics. This article argues that they were first of all places of credit. Court registers from Bursa, Aleppo and Cairo show that coffee house keepers lent small sums to artisans at rates below those of money changers. The spread of coffee thus followed networks of debt rather than taste.',
    /coffee/,
  ],
  [
    'education: the effect rather than the aim',
    'Do school gardens change what children eat?',
    'School gardens are popular although their effects are uncertain. The aim of this study was to evaluate the effect of school gardens on fruit and vegetable intake in 46 primary schools. Pupils in garden schools ate 0.4 more portions a day after one year, but the difference vanished when the gardener left.',
    /0\.4 more portions a day/,
  ],
  [
    'mathematics: the formula whole',
    'Gaps between sums of two squares',
    'Let s_n denote the nth integer that is a sum of two squares. We prove that the gaps between consecutive such integers exceed (0.86 + o(1)) log n infinitely often. This improves a result of Richards from 1982.',
    /exceed \(0\.86 \+ o\(1\)\) log n/,
  ],
  [
    'sociology: the result of what an opening and `this article` announce',
    'Moving house and making friends',
    'Moving disrupts friendships. Using registers of 2.1 million Dutch adults, this article examines how moves change networks. People who moved more than 50 km lost a third of their weekly contacts within a year and regained only half of them within five. Losses were largest for single parents.',
    /lost a third of their weekly contacts/,
  ],
  [
    'economics: no data that were used to estimate something',
    'Lotteries for school places',
    'Oversubscribed schools often admit by lottery. We use 14,200 lottery results to estimate the effect of attending a first-choice school on earnings at age 30. Winners earn no more than losers at any school of the city. We discuss implications for the design of school choice.',
    /^Winners earn no more than losers/,
  ],
  [
    'mathematics: what the present paper proves, and not what the conjecture says',
    'Every odd number greater than five is a sum of three primes',
    'The ternary Goldbach conjecture states that every odd number n greater than 5 is the sum of three primes. Vinogradov proved it in 1937 for all n that are large enough, but large enough was far beyond any computer. The present paper proves the conjecture for all n. The bounds on exponential sums over primes are sharper and hold from 10^27 on; below that, the conjecture had been checked by machine.',
    /^The present paper proves the conjecture for all n/,
  ],
  [
    'literature: what somebody who writes alone argues',
    'Bells in the ballads of the coast',
    'Bells are everywhere in the ballads of the coast and have been taken for signs of faith. Reading 212 ballads beside the logs of pilots, I argue that most of them stand for shoals. The wrecks that the ballads tell of lie where bells were hung.',
    /I argue that most of them stand for shoals/,
  ],
])('an idea line has, of %s', (_, title, abstract, named) => {
  expect(ideaOf(title, abstract)).toMatch(named)
})

it.each([
  ['We show that the tides of the northern bays differ from those of the south.', 'differ.'],
  ['We predict the height of the tide with error at most that of the old tables.', 'error.'],
  ['We present a map that treats every bay of the coast as an open sea.', 'coast.'],
  ['We find that the herds of the plain prefer meadows or forests with many springs.', 'forests.'],
  ['We show that the bells of the town ring from noon on; before that, the keepers rest.', 'noon.'],
  ['We show that old mills grind more flour than new mills with steel wheels in the hills.', 'new mills.'],
  ['We prove that every tower of the town has a stair of at least forty steps in the old stone.', 'stair of.'],
  ['We bound the height of a tower with no stair by the length of the longest rope.', 'tower.'],
  ['We describe a clock of the town that is wound up by the keeper of the mill.', 'up.'],
])('a sentence is not cut before what a word of it needs: %s', (sentence, ending) => {
  const [words = []] = read('', sentence).sentences
  const cut = linesOf(words, 0).map(({ words }) => textOf(words))
  expect(cut).toContain(sentence)
  expect(cut.filter((line) => line.endsWith(ending))).toEqual([])
})
